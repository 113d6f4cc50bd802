import { z } from "zod";
import type { OpenMetadataOptions } from "../openmetadata/facts";
import { checkOpenMetadataOptions } from "./openMetadataProblems";
import type { Problem } from "./problem";
import { choice, flag, list, section, text } from "./shapes";

/** OpenMetadata compares e-mail domains in lower case. */
const emailDomain = text({
    allowed: "an e-mail domain, without @",
    example: "mycompany.com",
    pattern: /^\S+$/,
}).transform((domain) => domain.toLowerCase());

/** People, by e-mail address. OpenMetadata makes them its admins, and `npm run invite` invites them; they are never resources. */
export const adminsSchema = list(
    text({ allowed: "an e-mail address", example: "alice@mycompany.com", pattern: /^\S+$/ }),
    100,
);

/** What only the owner of the OpenMetadata server knows. It changes nothing in Cognito, only what the outputs say. */
export const openMetadataSchema = section({
    /** E-mail domain of the admins. @default the domain of `admins` */
    principalDomain: emailDomain.optional().describe("e-mail domain of the admins; by default that of `admins`"),

    /** Whether people of other e-mail domains are refused. @default true where the domain is known */
    enforcePrincipalDomain: flag()
        .optional()
        .describe("whether people of other e-mail domains are refused; by default where the domain is known"),

    /** With `enforcePrincipalDomain`: all e-mail domains that may sign in. @default the principal domain */
    allowedEmailDomains: list(emailDomain, 100).optional().describe("all e-mail domains that may sign in"),

    /** Version of the OpenMetadata server, as `1.13.4`: settings that it does not know are left out, warnings say what it cannot do. @default a current one */
    version: text({ allowed: "a version as three numbers", example: "1.13.4", pattern: /^\S+$/ })
        .optional()
        .describe("version of the server: settings that it does not know are left out, warnings say what it cannot do"),

    /** Name of the Helm release. @default openmetadata */
    helmRelease: text({ allowed: "the name of a Helm release", example: "openmetadata", pattern: /^\S+$/ })
        .optional()
        .describe("name of the Helm release; by default `openmetadata`"),

    /** The chart's value of this name: how its deployment and its service are called. @default openmetadata */
    fullnameOverride: text({ allowed: "the name of a Kubernetes service", example: "openmetadata", pattern: /^\S+$/ })
        .optional()
        .describe("the Helm chart's value of this name, which names its service; by default `openmetadata`"),

    /** What Cognito asks at each sign-in of a confidential client. @default login */
    prompt: choice(["login", "select_account"])
        .optional()
        .describe("what Cognito asks at each sign-in; by default `login`"),
});

type OpenMetadataConfig = z.output<typeof openMetadataSchema>;

/** The options as the renderings take them. */
export function openMetadataOptions(settings: {
    openMetadata: OpenMetadataConfig;
    admins: string[];
}): OpenMetadataOptions {
    return { ...settings.openMetadata, admins: settings.admins };
}

/** OpenMetadata's own rules: what it would refuse at its start, or take and then lock everybody out with. */
export function openMetadataProblems(settings: { openMetadata: OpenMetadataConfig; admins: string[] }): Problem[] {
    return checkOpenMetadataOptions(openMetadataOptions(settings));
}

import { UserError } from "../../config/userError";
import { runCommand, required } from "../../local/command";

const HELP = `
npm run sign-in -- --stack dev

Serves a page at the callback's address, in the place of OpenMetadata, that signs in exactly as OpenMetadata's own page does and
shows what OpenMetadata would make of the person: user name, admin or not, accepted or not, and why. Nothing is stored.

  --stack <name>  the stack; its callback must be on localhost
  --aws           the stack in AWS, even where there is a local deployment of the same name
  --port <port>   another of the stack's addresses on localhost (additionalUrls)
  --no-open       do not open a browser
`;

void runCommand({
    name: "sign-in",
    help: HELP,
    options: {
        stack: { type: "string" },
        aws: { type: "boolean" },
        port: { type: "string" },
        "no-open": { type: "boolean" },
    },
    async run(values) {
        const stack = required("sign-in", "stack", values.stack, "dev");
        const port = portOf(values.port);
        const { offerSignIn } = require("./offerSignIn") as typeof import("./offerSignIn");
        await offerSignIn({ stack, aws: values.aws, port, open: !values["no-open"] });
    },
});

function portOf(given: string | undefined): number | undefined {
    if (given === undefined) {
        return undefined;
    }
    const port = /^\d{1,5}$/.test(given) ? Number(given) : 0;
    if (port < 1 || port > 65_535) {
        throw new UserError(`--port ${given} is no port: a number from 1 to 65535.`);
    }
    return port;
}

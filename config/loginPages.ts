import { z } from "zod";
import type { Problem } from "./problem";
import { choice, section } from "./shapes";
import type { UserPoolSettings } from "./userPool";

/** How the login pages look (AWS: cognito-user-pools-managed-login). */
export const loginPagesSchema = section({
    /** `managed`: the current pages, not on the plan `lite`. `classic`: the pages of before November 2024. @default managed */
    version: choice(["managed", "classic"]).default("managed").describe("generation of the login pages"),
});

export type LoginPagesSettings = z.output<typeof loginPagesSchema>;

/** Managed login is not in the cheapest plan. */
export function loginPagesProblems(settings: {
    loginPages: LoginPagesSettings;
    userPool: UserPoolSettings;
}): Problem[] {
    if (settings.loginPages.version === "classic" || settings.userPool.featurePlan !== "lite") {
        return [];
    }
    return [
        {
            key: "loginPages.version",
            given: "managed on the plan lite",
            allowed: "classic, or the plan essentials or plus",
            fix: "set loginPages.version to classic, or userPool.featurePlan to essentials",
        },
    ];
}

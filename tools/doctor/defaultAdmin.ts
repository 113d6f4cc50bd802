import { SHIPPED_ADMIN } from "../../openmetadata/doctor";

import { type Check, fix, type Finding, ok, printable, skipped, unknown } from "./check";
import type { OpenMetadataServer } from "./openMetadata";
import { request, type RequestOptions } from "./request";

/**
 * Whether the account that OpenMetadata ships with still signs in. It is tried once, because OpenMetadata counts failures; and
 * only when asked for, because it is a sign-in and not a look.
 */
export function defaultAdminCheck(server: OpenMetadataServer, options: RequestOptions, wanted: boolean): Check {
    return {
        id: "openmetadata-default-admin",
        title: "Default admin",
        needs: "openmetadata",
        run: () => (wanted ? tryDefaultAdmin(server, options) : notTried()),
    };
}

function notTried(): Promise<Finding> {
    return Promise.resolve(
        skipped("not tried", `--check-default-admin tries to sign in as ${SHIPPED_ADMIN.email}, once.`),
    );
}

async function tryDefaultAdmin(server: OpenMetadataServer, options: RequestOptions): Promise<Finding> {
    const { email, password } = SHIPPED_ADMIN;
    const answer = await request(`${server.url}/api/v1/users/login`, {
        ...options,
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/json" },
        body: JSON.stringify({ email, password: Buffer.from(password).toString("base64") }),
        // A redirect would be a second attempt.
        follow: false,
    });
    return judgeAttempt(answer.status, answer.body);
}

/** Reads the answer to the one attempt. The token in it, if there is one, is neither kept nor shown. */
export function judgeAttempt(status: number, body: string): Finding {
    const { email } = SHIPPED_ADMIN;
    if (status === 200 && body.includes('"accessToken"')) {
        return fix(
            `${email} signs in with the password that everybody knows`,
            "no such account",
            "Sign in as another admin and delete it: Settings > Admins. Then it cannot come back with basic authentication either.",
        );
    }
    if (status === 403) {
        return ok(
            `${email} cannot sign in: password sign-in is off (one attempt; an account of another domain was not tried)`,
        );
    }
    if (status === 400 || status === 401) {
        return ok(`${email} was refused (one attempt; an account of another domain was not tried)`);
    }
    const says = status === 200 ? "without a token" : printable(String(status));
    return unknown(`the sign-in was answered ${says}`, "Try by hand on OpenMetadata's sign-in page.");
}

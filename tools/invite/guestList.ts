import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";

import { UserError } from "../../config/userError";
import type { DeployedStack } from "../stack";
import type { Addresses } from "./addresses";
import { describeApiFailure } from "./apiFailure";
import { type InvitationOptions, invite } from "./invitation";

/** Where lines go. */
export interface Report {
    done(line: string): void;
    failed(line: string): void;
}

const TERMINAL: Report = {
    done: (line) => process.stdout.write(`${line}\n`),
    failed: (line) => process.stderr.write(`${line}\n`),
};

/**
 * Invites one after the other, a line each. A failure of one person does not stop the others, unless it would be theirs too.
 *
 * @returns exit code: 1 when anybody could not be invited
 */
export async function inviteAll(
    client: CognitoIdentityProviderClient,
    deployed: DeployedStack,
    { good, bad }: Addresses,
    options: InvitationOptions,
    report: Report = TERMINAL,
): Promise<0 | 1> {
    const emulator = deployed.endpoint !== undefined;
    const width = Math.max(...[...good, ...bad].map((address) => address.length));
    const line = (address: string, text: string) => `${address.padEnd(width)}  ${text}`;
    let failed = bad.length > 0;
    for (const word of bad) {
        report.failed(line(word, "not invited: this is no e-mail address"));
    }
    for (const [index, address] of good.entries()) {
        const done: string[] = [];
        try {
            for await (const step of invite(client, address, { emulator, ...options })) {
                done.push(step);
            }
            report.done(line(address, done.join(", ")));
        } catch (error) {
            if (error instanceof UserError) {
                throw error;
            }
            failed = true;
            const { text, hopeless } = describeApiFailure(error, deployed);
            report.failed(line(address, [...done, `failed: ${text}`].join(", ")));
            if (hopeless) {
                good.slice(index + 1).forEach((other) => report.failed(line(other, "not tried")));
                break;
            }
        }
    }
    if (emulator && !options.passwords && !failed) {
        report.done(`To sign in without mail: npm run invite -- --stack ${deployed.stack} --set-password ${good[0]}`);
    }
    return failed ? 1 : 0;
}

import { UserError } from "../../config/userError";
import { required, runCommand } from "../command";
import { readStack } from "../stack";

import { exitCode } from "./check";
import { diagnose } from "./diagnose";
import { renderJson, renderText } from "./report";

const HELP = `
npm run doctor -- --stack <stack> [--openmetadata <url>] [--check-default-admin] [--json] [--aws] [--timeout <seconds>]

Checks a deployment from outside, and an OpenMetadata server if there is one, and says what to fix. It changes nothing.

--stack <stack>         the stack to check
--openmetadata <url>    the address of an OpenMetadata server, whose settings are compared with the stack
--check-default-admin   tries, once, to sign in as the admin that OpenMetadata ships with; OpenMetadata counts failed attempts
--json                  the report as JSON, for pipelines
--aws                   the stack in AWS, even when there is a local deployment of the same name
--timeout <seconds>     longest wait for one answer (default 10)

Exit code: 0 sound, 1 something to fix, 2 something could not be checked.
`;

void runCommand({
    name: "doctor",
    help: HELP,
    options: {
        stack: { type: "string" },
        openmetadata: { type: "string" },
        "check-default-admin": { type: "boolean" },
        json: { type: "boolean" },
        aws: { type: "boolean" },
        timeout: { type: "string" },
    },
    failureExitCode: 2,
    async run({ stack, openmetadata, aws, json, timeout, "check-default-admin": checkDefaultAdmin }) {
        const options = {
            openMetadata: openmetadata === undefined ? undefined : readUrl(openmetadata),
            checkDefaultAdmin,
            timeout: readTimeout(timeout),
        };
        if (checkDefaultAdmin && openmetadata === undefined) {
            throw new UserError("--check-default-admin asks an OpenMetadata server: add --openmetadata <url>.");
        }
        const deployed = await readStack({ stack: required("doctor", "stack", stack, "prod"), aws });
        const report = await diagnose(deployed, options);
        const { isTTY, columns } = process.stdout;
        const text = json
            ? renderJson(report)
            : renderText(report, { colour: isTTY && !process.env.NO_COLOR, width: columns });
        process.stdout.write(`${text}\n`);
        return exitCode(report.results);
    },
});

function readUrl(text: string): string {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const example = "for example https://data.example.org or http://localhost:8585";
    if (url?.username || url?.password) {
        // Not repeated: it holds a password.
        throw new UserError(`--openmetadata has a user or a password in it. Give the address alone, ${example}.`);
    }
    if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash) {
        throw new UserError(
            `--openmetadata ${text} is no address of a server. Give the one that people open, ${example}.`,
        );
    }
    return url.href.replace(/\/+$/, "");
}

function readTimeout(text = "10"): number {
    const seconds = Number(text);
    if (!(seconds >= 0.1 && seconds <= 300)) {
        throw new UserError(`--timeout ${text} is no number of seconds from 0.1 to 300.`);
    }
    return seconds * 1000;
}

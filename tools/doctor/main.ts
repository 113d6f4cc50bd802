import { runCommand } from "../../local/command";

import { OPTIONS, readOptions } from "./options";

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
    options: OPTIONS,
    failureExitCode: 2,
    async run(typed) {
        const { stack, diagnose: options } = readOptions(typed);
        const { examine } = require("./examine") as typeof import("./examine");
        return examine({ stack, aws: typed.aws, json: typed.json }, options);
    },
});

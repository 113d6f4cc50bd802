import { runCommand } from "./command";

const HELP = `
npm start [-- --stack <name>] [--callback-url <url>] [--json]

Deploys a stack on this machine: the real Pulumi program, through the real engine, onto an emulator of Amazon Cognito.
Nothing reaches AWS. Everything is kept under .local/; npm stop takes it down again.

  --stack <name>         the stack, as in Pulumi.<name>.yaml; dev unless given
  --callback-url <url>   stands in for the callbackUrl of the stack, in this deployment only
  --json                 prints the outputs, and nothing else, as JSON on standard output
`;

void runCommand({
    name: "start",
    help: HELP,
    options: { stack: { type: "string" }, "callback-url": { type: "string" }, json: { type: "boolean" } },
    run({ stack = "dev", "callback-url": callbackUrl, json = false }) {
        const { startStack } = require("./startStack") as typeof import("./startStack");
        return startStack({ stack, callbackUrl, json });
    },
});

import { required, runCommand, typedPath } from "../../local/command";

const HELP = `
npm run export-users -- --stack prod --out users.csv

Writes everybody in the user pool into a file that only you can read: addresses, attributes and groups. A user pool has no backup, so
keep one of these. It holds no secrets, because Cognito gives none away: no passwords, no second factors, no passkeys.

  --stack <name>   the stack
  --out <file>     where to write; a file that is there already is not replaced
  --aws            the stack in AWS, even where there is a local deployment of the same name
`;

void runCommand({
    name: "export-users",
    help: HELP,
    options: { stack: { type: "string" }, out: { type: "string" }, aws: { type: "boolean" } },
    async run({ stack: name, out, aws }) {
        const stack = required("export-users", "stack", name, "prod");
        const file = typedPath(required("export-users", "out", out, "users.csv"));
        const { exportUsers } = require("./exportUsers") as typeof import("./exportUsers");
        await exportUsers(stack, file, aws);
    },
});

import { UserError } from "../../config/userError";
import { required, runCommand } from "../../local/command";

const HELP = `
npm run invite -- --stack dev [address …]

Invites people into the user pool, by mail, with a temporary password and the address marked verified. Without addresses: the
stack's admins. Whoever is there already is left as is. People are never resources of Pulumi: no update can replace or delete them.

  --stack <name>   the stack
  --group <name>   puts them into this group of the pool, too
  --resend         sends the invitation again to those who have not signed in yet
  --set-password   sets a password in place of a mail: asks for each without echo, or reads one line each from standard input
  --aws            the stack in AWS, even where there is a local deployment of the same name
`;

void runCommand({
    name: "invite",
    help: HELP,
    options: {
        stack: { type: "string" },
        group: { type: "string" },
        resend: { type: "boolean" },
        "set-password": { type: "boolean" },
        aws: { type: "boolean" },
    },
    positionals: true,
    run({ stack: name, group, resend, aws, "set-password": setPassword }, words) {
        const stack = required("invite", "stack", name, "dev");
        if (resend && setPassword) {
            throw new UserError("--resend sends a mail and --set-password works without one: choose one of them.");
        }
        const { invitePeople } = require("./invitePeople") as typeof import("./invitePeople");
        return invitePeople({ stack, group, resend, aws, setPassword }, words);
    },
});

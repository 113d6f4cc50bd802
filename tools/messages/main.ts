import { required, runCommand, typedPath } from "../../local/command";

const HELP = `
npm run messages -- --stack <name> [--out <folder>]

Shows what the user pool of a stack writes to people: invitation, verification and sign-in code, each as a page that opens in a
browser. Reads the stack's file alone: nothing is deployed, sent or loaded.

--stack <name>   a stack that has a Pulumi.<name>.yaml, deployed or not
--out <folder>   where the pages go; made when it is missing (default .local/messages/<name>)
`;

void runCommand({
    name: "messages",
    help: HELP,
    options: { stack: { type: "string" }, out: { type: "string" } },
    async run({ stack: name, out }) {
        const stack = required("messages", "stack", name, "dev");
        const { showMessages } = require("./showMessages") as typeof import("./showMessages");
        await showMessages(stack, out === undefined ? undefined : typedPath(out));
    },
});

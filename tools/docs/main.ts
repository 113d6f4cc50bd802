import { runCommand } from "../../local/command";

const HELP = `
npm run docs

Writes what is known of the config's keys: the tables of docs/configuration.md, and docs/configuration.schema.json for editors.
`;

void runCommand({
    name: "docs",
    help: HELP,
    options: {},
    run: () => (require("../../config/docs") as typeof import("../../config/docs")).writeDocs(),
});

import { runCommand } from "../../local/command";

const HELP = `
npm run docs

Writes what is known of the config's keys: the tables of docs/configuration.md, and docs/configuration.schema.json for editors. Also
writes the tables of OpenMetadata's releases in README.md and docs/openmetadata.md.
`;

void runCommand({
    name: "docs",
    help: HELP,
    options: {},
    run: () => (require("../../config/docs") as typeof import("../../config/docs")).writeDocs(),
});

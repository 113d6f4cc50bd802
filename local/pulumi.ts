const HELP = `
npm run local -- <pulumi arguments>

Any command of Pulumi, against the deployments of this machine and not against AWS:

  npm run local -- preview --diff --stack dev
  npm run --silent local -- stack output clientId --stack dev
  npm run local -- config set --secret --path identityProviderSecrets.Google <value> --stack dev
  npm run local -- cancel --yes --stack dev        after a run that was killed
`;

async function main(words: readonly string[]): Promise<void> {
    if (words.length === 0 || words[0] === "--help" || words[0] === "-h") {
        process.stdout.write(`${HELP.trim()}\n`);
        return;
    }
    const { pulumiHere } = require("./pulumiHere") as typeof import("./pulumiHere");
    process.exitCode = await pulumiHere(words);
}

void main(process.argv.slice(2));

/** Outputs that OpenMetadata cannot do without: they come first. */
const CREDENTIALS = ["clientId", "userPoolId", "clientSecret"];

/** Facts that fit on a line and that people look for next. */
const ADDRESSES = ["region", "authority", "discoveryUrl", "jwksUrl", "domainUrl"];

/** What people read on standard output after a deployment: the credentials, the addresses, and what to type next. */
export function nextSteps(stack: string, outputs: Readonly<Record<string, unknown>>): string {
    const commands = [
        // The emulator sends no mail, so that a password by mail would never arrive.
        [`npm run invite -- --stack ${stack} --set-password you@mycompany.com`, "a person who may sign in"],
        [`npm run sign-in -- --stack ${stack}`, "sign in as OpenMetadata does, and see what it makes of the token"],
        [
            `npm run --silent local -- stack output --stack ${stack}`,
            "all outputs, with OpenMetadata's settings ready to use",
        ],
        ["npm stop", "take it all down"],
    ];
    const width = Math.max(...commands.map(([command]) => command.length));
    return [
        ...table(outputs, CREDENTIALS),
        "",
        ...table(outputs, ADDRESSES),
        "",
        "Next:",
        ...commands.map(([command, purpose]) => `  ${command.padEnd(width)}  ${purpose}`),
        "",
    ].join("\n");
}

function table(outputs: Readonly<Record<string, unknown>>, names: readonly string[]): string[] {
    return names.flatMap((name) => {
        const value = outputs[name];
        return typeof value === "string" ? [`${name.padEnd(14)}${value}`] : [];
    });
}

import { runCommand } from "./command";

const HELP = `
npm stop

Destroys the local deployments, ends the emulator and removes their data. What was fetched or built for them stays for the
next npm start. Nothing in AWS is touched.
`;

void runCommand({
    name: "stop",
    help: HELP,
    options: {},
    run: () => (require("./takeDown") as typeof import("./takeDown")).takeDown(),
});

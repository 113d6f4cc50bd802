import assert from "node:assert/strict";

import { UserError } from "../../../config/userError";
import { refuseOccupiedPort } from "../../../tools/sign-in/occupant";
import { planSignIn } from "../../../tools/sign-in/plan";
import { listen } from "../doctor/standIn";
import { deployedAt, freePort } from "./plans";

describe("refuseOccupiedPort", () => {
    it("lets a free port pass", async () => {
        await refuseOccupiedPort(planSignIn(deployedAt([`http://localhost:${await freePort()}`])));
    });

    it("knows OpenMetadata", async () => {
        const server = await listen(({ url }) =>
            url.pathname === "/api/v1/system/version" ? { body: { version: "1.12.3" } } : { status: 404 },
        );
        try {
            await assert.rejects(
                refuseOccupiedPort(planSignIn(deployedAt([server.url]))),
                new UserError(
                    `OpenMetadata 1.12.3 is at ${server.url}, where this page must stand: Cognito sends people back there.` +
                        "\nEnd OpenMetadata while you try the page, for example: docker compose stop openmetadata-server" +
                        `\nOr check it as it runs: npm run doctor -- --stack dev --openmetadata ${server.url}`,
                ),
            );
        } finally {
            await server.close();
        }
    });

    it("knows that something else is there, and another address of the stack", async () => {
        const server = await listen(() => ({ body: "<html>" }));
        const { port } = new URL(server.url);
        try {
            const addresses = [server.url, "https://om.example.com", "http://localhost:9000"];
            await assert.rejects(
                refuseOccupiedPort(planSignIn(deployedAt(addresses))),
                new UserError(
                    `Another program is at ${server.url}, where this page must stand: Cognito sends people back there.` +
                        "\nEnd that program, or use another address of the stack: --port 9000." +
                        ` What it is: lsof -i :${port}`,
                ),
            );
        } finally {
            await server.close();
        }
    });
});

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";

import { EarlyFinding, type Finding } from "../../../tools/doctor/check";
import { describeCertificateFault, describeFailure, request, requestJson } from "../../../tools/doctor/request";

import { type Certificate, type Certificates, makeCertificates } from "./certificates";
import { deadUrl, type Handler, listen, redirect, type StandIn } from "./standIn";

const ROOT = path.join(__dirname, "../../..");

describe("asking a server", () => {
    let servers: StandIn[] = [];
    afterEach(async () => {
        await Promise.all(servers.map((server) => server.close()));
        servers = [];
    });
    const serve = async (handler: Handler, certificate?: Certificate) => {
        const server = await listen(handler, certificate);
        servers.push(server);
        return server;
    };

    it("gives the answer", async () => {
        const headers = { "content-type": "Text/HTML; charset=utf-8", "set-cookie": "a=1; Path=/; HttpOnly" };
        const { url } = await serve(() => ({ status: 418, headers, body: "tea" }));
        assert.deepEqual(await request(url, { timeout: 2000 }), {
            url,
            status: 418,
            contentType: "text/html",
            cookies: "a=1",
            body: "tea",
        });
    });

    it("sends what it is given", async () => {
        const server = await serve(() => ({}));
        const body = new URLSearchParams({ grant_type: "none" });
        await request(`${server.url}/token`, { method: "POST", headers: { cookie: "a=1" }, body, timeout: 2000 });
        const [asked] = server.asked;
        assert.deepEqual(
            [asked?.method, asked?.url.pathname, asked?.headers.cookie, asked?.body],
            ["POST", "/token", "a=1", "grant_type=none"],
        );
    });

    describe("redirects", () => {
        it("are followed within the host", async () => {
            const { url } = await serve(({ url: { pathname } }) =>
                pathname === "/end" ? { body: "here" } : redirect("/end"),
            );
            const answer = await request(`${url}/start`, { timeout: 2000 });
            assert.deepEqual([answer.url, answer.body], [`${url}/end`, "here"]);
        });

        it("are shown, not followed, where that is asked for", async () => {
            const { url, asked } = await serve(() => redirect("/end?a=b"));
            const answer = await request(`${url}/start`, { timeout: 2000, follow: false });
            assert.deepEqual([answer.url, answer.status, answer.location], [`${url}/start`, 302, `${url}/end?a=b`]);
            assert.equal(asked.length, 1);
        });

        it("are never followed to another host", async () => {
            const other = await serve(() => ({ body: "elsewhere" }));
            const elsewhere = other.url.replace("127.0.0.1", "localhost");
            const { url } = await serve(() => redirect(`${elsewhere}/login?secret=1`));
            assert.deepEqual(await failure(request(url, { timeout: 2000 })), {
                status: "unknown",
                found: `${url} redirects to another host, ${elsewhere}, and was not followed`,
                fix: `If ${elsewhere} is the server, give that address; if it is a sign-in in front of the server, go past it.`,
            });
            assert.deepEqual(other.asked, []);
        });

        it("in a circle come to an end", async () => {
            const { url, asked } = await serve(() => redirect("/"));
            assert.deepEqual(await failure(request(url, { timeout: 2000 })), {
                status: "unknown",
                found: `${url} redirects more than 5 times`,
                fix: "Mend the proxy in front of the server.",
            });
            assert.equal(asked.length, 6);
        });

        it("to no address are told", async () => {
            const { url } = await serve(() => redirect("http://[nowhere"));
            assert.deepEqual(await failure(request(url, { timeout: 2000 })), {
                status: "unknown",
                found: `${url} redirects to "http://[nowhere", which is no address`,
                fix: "Mend the proxy in front.",
            });
        });
    });

    describe("for JSON", () => {
        it("gives it, with the address that answered", async () => {
            const { url } = await serve(({ url: { pathname } }) =>
                pathname === "/new" ? { body: { a: 1 } } : redirect("/new"),
            );
            assert.deepEqual(await requestJson(url, { timeout: 2000 }), { url: `${url}/new`, json: { a: 1 } });
            const headers = { "content-type": "application/jwk-set+json;charset=UTF-8" };
            const keys = await serve(() => ({ headers, body: '{"keys":[]}' }));
            assert.deepEqual((await requestJson(keys.url, { timeout: 2000 })).json, { keys: [] });
        });

        for (const [status, fix] of [
            [404, "Nothing is at this address. Check the URL, sub-path included."],
            [401, "A proxy or firewall in front asks for more than the server does. Ask from inside it."],
            [403, "A proxy or firewall in front asks for more than the server does. Ask from inside it."],
            [502, "The server is broken or still starting: look at its log."],
            [418, "Look at it with curl."],
        ] as const) {
            it(`tells an answer ${status}`, async () => {
                const { url } = await serve(() => ({ status, body: {} }));
                assert.deepEqual(await failure(requestJson(url, { timeout: 2000 })), {
                    status: "unknown",
                    found: `${url} answers ${status}`,
                    fix,
                });
            });
        }

        it("tells a page, and an answer of no type", async () => {
            const fix =
                "Another server, or a login page in front of it, answers at this address. Give the server's own base URL.";
            const page = await serve(() => ({ headers: { "content-type": "text/html" }, body: "<html>" }));
            assert.deepEqual(await failure(requestJson(page.url, { timeout: 2000 })), {
                status: "unknown",
                found: `${page.url} answers with text/html, not with JSON`,
                fix,
            });
            const bare = await serve(() => ({ body: "{}" }));
            assert.deepEqual(await failure(requestJson(bare.url, { timeout: 2000 })), {
                status: "unknown",
                found: `${bare.url} answers with no content type, not with JSON`,
                fix,
            });
        });

        it("tells broken JSON", async () => {
            const { url } = await serve(() => ({ headers: { "content-type": "application/json" }, body: '{"a":' }));
            assert.deepEqual(await failure(requestJson(url, { timeout: 2000 })), {
                status: "unknown",
                found: `${url} answers with broken JSON`,
                fix: "Look at the answer with curl, and at the proxy in front.",
            });
        });
    });

    describe("that does not answer", () => {
        it("tells a server that is silent", async () => {
            const { url } = await serve(() => "hang");
            assert.deepEqual(await failure(request(url, { timeout: 200 })), {
                status: "unknown",
                found: `${new URL(url).host} did not answer within 0.2 s`,
                fix: "Check the address, firewalls and VPN; --timeout <seconds> waits longer.",
            });
        });

        it("tells a port at which nothing listens", async () => {
            const url = await deadUrl();
            for (const address of [url, url.replace("127.0.0.1", "localhost")]) {
                assert.deepEqual(await failure(request(address, { timeout: 2000 })), {
                    status: "unknown",
                    found: `nothing listens at ${new URL(address).host} (connection refused)`,
                    fix: "Start the server, or check the port. The local deployment is started by npm start.",
                });
            }
        });

        it("tells a connection that breaks off", async () => {
            const { url } = await serve(() => "drop");
            assert.deepEqual(await failure(request(url, { timeout: 2000 })), {
                status: "unknown",
                found: `${new URL(url).host} broke the connection off`,
                fix: "Is it https where you wrote http? Check the port.",
            });
        });

        it("tells https to a server without TLS", async () => {
            const { url } = await serve(() => ({}));
            assert.deepEqual(await failure(request(url.replace("http:", "https:"), { timeout: 2000 })), {
                status: "unknown",
                found: `${new URL(url).host} does not speak TLS`,
                fix: "Is it http where you wrote https? Check the port.",
            });
        });

        for (const [code, found, fix] of [
            ["ENOTFOUND", "there is no DNS record for data.example.org", "Check the spelling, and the DNS zone."],
            [
                "EAI_AGAIN",
                "DNS did not answer for data.example.org",
                "Check the network of this machine, and try again.",
            ],
            ["EHOSTUNREACH", "data.example.org cannot be reached (EHOSTUNREACH)", "Check firewalls and VPN."],
            [
                "UND_ERR_CONNECT_TIMEOUT",
                "data.example.org cannot be reached (UND_ERR_CONNECT_TIMEOUT)",
                "Check firewalls and VPN.",
            ],
            [
                "HPE_INVALID_CONSTANT",
                "data.example.org gave no answer: it does not speak HTTP",
                "Check the address and the port.",
            ],
            ["ENEW", "data.example.org gave no answer: as Node.js puts it", "Check the address and the port."],
        ] as const) {
            it(`tells ${code}`, () => {
                const cause = Object.assign(new Error("as Node.js puts it"), { code });
                const error = new TypeError("fetch failed", { cause });
                const expected = { status: "unknown", found, fix };
                assert.deepEqual(describeFailure("https://data.example.org/api", error, 1000), expected);
            });
        }
    });

    describe("over TLS", () => {
        let certificates: Certificates;
        before(() => (certificates = makeCertificates()));
        after(() => certificates.remove());

        it("tells a sound certificate from one that is expired, not valid yet, of another host, and untrusted", async () => {
            const { sound, expired, notYetValid, wrongHost, untrusted } = certificates;
            const all = { sound, expired, notYetValid, wrongHost, untrusted };
            const urls = Object.fromEntries(
                await Promise.all(
                    Object.entries(all).map(
                        async ([name, certificate]) =>
                            [name, (await serve(() => ({ body: "sound" }), certificate)).url] as const,
                    ),
                ),
            );
            const host = (name: string) => new URL(urls[name] ?? "").host;
            assert.deepEqual(await askTrusting(certificates.authorityFile, urls), {
                sound: "sound",
                expired: describeCertificateFault(host("expired"), "CERT_HAS_EXPIRED"),
                notYetValid: describeCertificateFault(host("notYetValid"), "CERT_NOT_YET_VALID"),
                wrongHost: describeCertificateFault(host("wrongHost"), "ERR_TLS_CERT_ALTNAME_INVALID"),
                untrusted: describeCertificateFault(host("untrusted"), "DEPTH_ZERO_SELF_SIGNED_CERT"),
            });
        });

        it("says of each what to do", () => {
            assert.deepEqual(describeCertificateFault("data.example.org", "CERT_HAS_EXPIRED"), {
                status: "fix",
                found: "the certificate of data.example.org has expired",
                expected: "a valid certificate",
                fix: "Renew it. One of ACM renews itself while its DNS validation record is there: put that record back.",
            });
            assert.deepEqual(describeCertificateFault("data.example.org", "CERT_NOT_YET_VALID"), {
                status: "fix",
                found: "the certificate of data.example.org is not valid yet",
                expected: "a valid certificate",
                fix: "Set the clock of this machine, or wait until the certificate begins.",
            });
            assert.deepEqual(describeCertificateFault("data.example.org", "ERR_TLS_CERT_ALTNAME_INVALID"), {
                status: "fix",
                found: "the certificate is not made for data.example.org",
                expected: "a certificate that names data.example.org",
                fix: "Issue one for this name, or let the DNS record lead to the right server.",
            });
            assert.deepEqual(describeCertificateFault("data.example.org", "SELF_SIGNED_CERT_IN_CHAIN"), {
                status: "unknown",
                found: "the certificate of data.example.org is signed by nobody whom this machine trusts (SELF_SIGNED_CERT_IN_CHAIN)",
                fix: "Behind a company's own authority: NODE_EXTRA_CA_CERTS=<its certificate, PEM>. Otherwise send the whole chain.",
            });
            assert.equal(describeCertificateFault("data.example.org", "ECONNREFUSED"), undefined);
        });
    });
});

async function failure(asking: Promise<unknown>): Promise<Finding> {
    try {
        await asking;
    } catch (error) {
        assert.ok(error instanceof EarlyFinding, String(error));
        return error.finding;
    }
    return assert.fail("there was an answer");
}

/** Asks each address in a process that trusts an authority: Node.js reads it at its start only. */
async function askTrusting(authorityFile: string, urls: Record<string, string>): Promise<Record<string, unknown>> {
    const program = `
        const { request } = require("./tools/doctor/request");
        const ask = ([name, url]) => request(url, { timeout: 5000 }).then(({ body }) => [name, body], (error) => [name, error.finding]);
        Promise.all(Object.entries(${JSON.stringify(urls)}).map(ask)).then((all) => console.log(JSON.stringify(Object.fromEntries(all))));`;
    const { stdout } = await promisify(execFile)(
        process.execPath,
        ["-r", "./compileCache/register.cjs", "-e", program],
        {
            cwd: ROOT,
            env: { ...process.env, NODE_EXTRA_CA_CERTS: authorityFile },
        },
    );
    return JSON.parse(stdout) as Record<string, unknown>;
}

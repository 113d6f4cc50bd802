import assert from "node:assert/strict";
import fc from "fast-check";
import {
    additionalUrl,
    callbackUrl,
    isExample,
    isLoopback,
    openMetadataUrl,
    tidyUrl,
} from "../../config/openMetadataUrl";
import { refusalBy } from "./refusal";

describe("the callback URL", () => {
    const accepted: [string, string][] = [
        ["https://om.mycompany.com/callback", "https://om.mycompany.com/callback"],
        ["http://localhost:8585/callback", "http://localhost:8585/callback"],
        ["http://127.0.0.1:8585/callback", "http://127.0.0.1:8585/callback"],
        ["http://[::1]:8585/callback", "http://[::1]:8585/callback"],
        ["https://om.mycompany.com/data/catalog/callback", "https://om.mycompany.com/data/catalog/callback"],
        // What a hand writes by accident.
        ["  https://om.mycompany.com/callback\n", "https://om.mycompany.com/callback"],
        ["https://om.mycompany.com/callback/", "https://om.mycompany.com/callback"],
        ["https://om.mycompany.com/callback///", "https://om.mycompany.com/callback"],
        ["HTTPS://OM.MyCompany.COM/callback", "https://om.mycompany.com/callback"],
        ["https://om.mycompany.com:443/callback", "https://om.mycompany.com/callback"],
        ["http://localhost:80/callback", "http://localhost/callback"],
        ["https://datenkatalog.münchen.de/callback", "https://datenkatalog.xn--mnchen-3ya.de/callback"],
        ["https://10.0.0.5:8585/callback", "https://10.0.0.5:8585/callback"],
    ];
    accepted.forEach(([given, read]) =>
        it(`accepts ${JSON.stringify(given)}`, () => assert.equal(callbackUrl().parse(given), read)),
    );

    it("accepts no more than leaves room for the longest redirect URL", () => {
        const base = `https://om.mycompany.com/${"a".repeat(1024 - "https://om.mycompany.com/".length - "/silent-callback".length)}`;
        assert.equal(additionalUrl().parse(base), base);
        assert.equal(additionalUrl().safeParse(`${base}a`).success, false);
        assert.equal(callbackUrl().safeParse(`${base}/callback`).success, false);
        const shorter = `${base.slice(0, -"/callback".length)}/callback`;
        assert.equal(callbackUrl().parse(shorter), shorter);
    });

    it("suggests only what it would accept", () => {
        const schema = callbackUrl();
        fc.assert(
            fc.property(fc.oneof(fc.webUrl(), fc.string(), fc.domain(), fc.anything()), (given) => {
                const { fix } = refusalBy(schema, given) ?? {};
                const suggested = /^for example: (.*)$/.exec(fix ?? "")?.[1];
                fc.pre(suggested !== undefined);
                assert.equal(schema.parse(suggested), suggested);
            }),
        );
    });
});

describe("an additional URL", () => {
    it("accepts the address, also with its callback path", () => {
        assert.equal(additionalUrl().parse("https://om2.mycompany.com"), "https://om2.mycompany.com");
        assert.equal(additionalUrl().parse("https://OM2.mycompany.com:443/"), "https://om2.mycompany.com");
        assert.equal(additionalUrl().parse("https://om2.mycompany.com/callback/"), "https://om2.mycompany.com");
        assert.equal(additionalUrl().parse("http://localhost:8585"), "http://localhost:8585");
    });

    it("is no page of OpenMetadata", () => {
        for (const page of ["signin", "silent-callback", "auth/callback", "SignIn"]) {
            const answer = refusalBy(additionalUrl(), `https://om2.mycompany.com/${page}`);
            assert.equal(answer?.fix, "for example: https://om2.mycompany.com");
        }
    });

    it("refuses what Cognito refuses", () => {
        assert.deepEqual(refusalBy(additionalUrl(), "http://om2.mycompany.com"), {
            allowed:
                "another URL under which people open OpenMetadata: https, or http on localhost, without query, fragment, wildcard or password",
            fix: "for example: https://om2.mycompany.com",
        });
    });
});

describe("URLs in the browser's form", () => {
    const url = fc
        .webUrl({ validSchemes: ["https"], authoritySettings: { withPort: true } })
        .filter((each) => !new URL(each).pathname.replace(/\/+$/, "").includes("//"))
        .filter((each) => !/[*\\]/.test(each));

    it("are what the browser makes of them: origin and path, without the slash at the end", () =>
        fc.assert(
            fc.property(url, fc.constantFrom("", "/", " "), (written, end) => {
                const { origin, pathname } = new URL(written);
                assert.equal(tidyUrl(written + end), (origin + pathname).replace(/\/+$/, ""));
            }),
        ));

    it("stay as they are when they are read again", () =>
        fc.assert(
            fc.property(fc.oneof(url, fc.webUrl(), fc.string()), (written) => {
                const once = tidyUrl(written);
                fc.pre(once !== undefined);
                assert.equal(tidyUrl(once), once);
            }),
        ));

    it("hold nothing that Cognito refuses, wherever it stands", () =>
        fc.assert(
            fc.property(url, fc.constantFrom("#", "?", "*", "\\", "a b", "\t"), fc.nat(), (written, bad, where) => {
                const at = "https://".length + 1 + (where % (written.length - "https://".length - 1));
                assert.equal(tidyUrl(`${written.slice(0, at)}${bad}x${written.slice(at)}`), undefined);
            }),
        ));
});

describe("hosts", () => {
    it("on this machine are the three names that Cognito takes plain http for", () => {
        ["http://localhost:8585", "http://127.0.0.1", "http://[::1]:1/callback"].forEach((url) =>
            assert.equal(isLoopback(url), true, url),
        );
        ["https://om.mycompany.com", "http://localhost.com", "http://127.0.0.2", "http://0.0.0.0"].forEach((url) =>
            assert.equal(isLoopback(url), false, url),
        );
    });

    it("reserved for examples are known", () => {
        [
            "https://example.com",
            "https://om.example.com",
            "https://om.example.org",
            "https://om.example.net/callback",
            "https://om.example",
            "https://om.invalid",
        ].forEach((url) => assert.equal(isExample(url), true, url));
        ["https://myexample.com", "https://example.mycompany.com", "http://localhost:8585"].forEach((url) =>
            assert.equal(isExample(url), false, url),
        );
    });

    it("are the callback URL without its path", () => {
        assert.equal(openMetadataUrl("https://om.mycompany.com/base/callback"), "https://om.mycompany.com/base");
    });
});

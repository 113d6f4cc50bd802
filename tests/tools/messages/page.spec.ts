import assert from "node:assert/strict";

import { indexPage, messagePage } from "../../../tools/messages/page";
import type { Preview } from "../../../tools/messages/previews";

const NASTY = `"><script>alert('&')</script>`;
const ESCAPED = "&quot;&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;";

const PREVIEW: Preview = {
    name: "invitation",
    title: "Invitation",
    occasion: "When somebody is invited.",
    sender: `Data <no-reply@mycompany.com>`,
    replyTo: undefined,
    subject: NASTY,
    body: `<p onclick="alert(1)">${NASTY}</p>`,
    isCognitos: false,
    sms: undefined,
    notes: [],
};

describe("the page of a message", () => {
    it("shows who writes, to whom and about what, as text", () => {
        const page = messagePage({ ...PREVIEW, replyTo: "help@mycompany.com" }, "prod");
        const fields = [...page.matchAll(/<dt>(.*?)<\/dt><dd>(.*?)<\/dd>/g)].map(([, name, value]) => [name, value]);
        assert.deepEqual(fields, [
            ["From", "Data &lt;no-reply@mycompany.com&gt;"],
            ["Reply to", "help@mycompany.com"],
            ["To", "jane.doe@example.com"],
            ["Subject", ESCAPED],
        ]);
        assert.doesNotMatch(messagePage(PREVIEW, "prod"), /Reply to/);
    });

    it("frames the body without anything that runs, loads or leads away", () => {
        const page = messagePage(PREVIEW, "prod");
        assert.match(page, /<meta http-equiv="Content-Security-Policy" content="default-src 'none';/);
        const frames = [...page.matchAll(/<iframe sandbox="" title="([^"]+)" srcdoc="([^"]*)"><\/iframe>/g)];
        assert.deepEqual(
            frames.map(([, title]) => title),
            ["On a desktop", "On a phone"],
        );
        assert.ok(frames.every(([, , source]) => source.includes(`&lt;p onclick=&quot;alert(1)&quot;&gt;${ESCAPED}`)));
        assert.doesNotMatch(page, /<script|<link|<img|https?:/);
    });

    it("shows SMS and notes where there are any", () => {
        const page = messagePage({ ...PREVIEW, sms: NASTY, notes: ["Mind <br>."] }, "prod");
        assert.ok(page.includes(`<p class="sms">${ESCAPED}</p>`));
        assert.ok(page.includes('<p class="note">Mind &lt;br&gt;.</p>'));
        assert.doesNotMatch(messagePage(PREVIEW, "prod"), /class="(sms|note)"/);
    });

    it("says whose text it is", () => {
        assert.match(messagePage(PREVIEW, "prod"), /The text is yours\./);
        assert.match(messagePage({ ...PREVIEW, isCognitos: true }, "prod"), /The text is Cognito's own\./);
    });
});

describe("the page of all messages", () => {
    it("leads to each of them", () => {
        const page = indexPage([PREVIEW, { ...PREVIEW, name: "verification", title: "Verification code" }], "<prod>");
        assert.deepEqual(
            [...page.matchAll(/<a href="(.*?)">(.*?)<\/a>/g)].map(([, href, text]) => [href, text]),
            [
                ["invitation.html", "Invitation"],
                ["verification.html", "Verification code"],
            ],
        );
        assert.match(page, /<h1>Messages of stack &lt;prod&gt;<\/h1>/);
        assert.ok(page.includes(`<b>${ESCAPED}</b>`));
    });
});

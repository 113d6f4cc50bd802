import { PERSON, type Preview } from "./previews";

/** Nothing is loaded and nothing runs, neither on a page nor in the e-mail that it frames (a framed `srcdoc` takes this over). */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** The page that shows one message: who gets it from whom, on a desktop and on a phone. */
export function messagePage(preview: Preview, stack: string): string {
    const { title, occasion, sender, replyTo, subject, body, isCognitos, sms, notes } = preview;
    const fields = { From: sender, ...(replyTo && { "Reply to": replyTo }), To: PERSON, Subject: subject };
    return page(
        `${title} – stack ${stack}`,
        `<p><a href="index.html">All messages of stack ${escaped(stack)}</a></p>
<h1>${escaped(title)}</h1>
<p>${escaped(occasion)} ${isCognitos ? "The text is Cognito's own." : "The text is yours."}</p>
<dl>${Object.entries(fields)
            .map(([name, value]) => `<div><dt>${name}</dt><dd>${escaped(value)}</dd></div>`)
            .join("")}</dl>
${notes.map((note) => `<p class="note">${escaped(note)}</p>`).join("\n")}
<div class="screens">
${frame("On a desktop", "desktop", body)}
${frame("On a phone", "phone", body)}
</div>
${sms === undefined ? "" : `<h2>As SMS</h2>\n<p class="sms">${escaped(sms)}</p>`}`,
    );
}

/** The page that lists all messages. */
export function indexPage(previews: readonly Preview[], stack: string): string {
    const items = previews.map(
        ({ name, title, occasion, subject }) =>
            `<li><a href="${name}.html">${escaped(title)}</a><br><b>${escaped(subject)}</b><br>${escaped(occasion)}</li>`,
    );
    return page(
        `Messages of stack ${stack}`,
        `<h1>Messages of stack ${escaped(stack)}</h1>
<p>What the user pool writes to people, with sample values in place of what Cognito fills in.</p>
<ul>${items.join("\n")}</ul>`,
    );
}

function page(title: string, content: string): string {
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${content}
</main>
</body>
</html>
`;
}

/** The body is somebody else's HTML: it stands in a frame of its own, without scripts, forms and links that lead away. */
function frame(label: string, kind: "desktop" | "phone", body: string): string {
    const styled = `<!doctype html><meta charset="utf-8"><style>body{font:16px/1.5 sans-serif;color:#1a1a1a;background:#fff}</style>${body}`;
    return `<figure class="${kind}"><figcaption>${label}</figcaption><iframe sandbox="" title="${label}" srcdoc="${escaped(styled)}"></iframe></figure>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
};

function escaped(text: string): string {
    return text.replace(/[&<>"']/g, (character) => ENTITIES[character]);
}

const STYLE = `
:root { color-scheme: light dark; --ground: #f4f6f9; --card: #fff; --line: #d5dbe5; --text: #171c26; --muted: #525d6e; --link: #2159b8; --note: #fdf3e0; }
@media (prefers-color-scheme: dark) { :root { --ground: #0e131a; --card: #161d27; --line: #2c3746; --text: #e8ecf2; --muted: #a4afbf; --link: #7fb2ff; --note: #2b2211; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 68rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
a { color: var(--link); }
h1 { font-size: 1.5rem; margin: 0.5rem 0; }
h2 { font-size: 1.125rem; }
p, dd, li { overflow-wrap: anywhere; }
dl, .note, .sms, li { background: var(--card); border: 1px solid var(--line); border-radius: 0.5rem; padding: 0.75rem 1rem; margin: 1rem 0; }
dl div { display: flex; flex-wrap: wrap; gap: 0 1rem; }
dt { flex: 0 0 5rem; color: var(--muted); }
dd { flex: 1 1 14rem; margin: 0; }
.note { background: var(--note); }
.sms { max-width: 24rem; border-radius: 1rem; }
ul { list-style: none; padding: 0; }
.screens { display: flex; flex-wrap: wrap; gap: 1rem; }
figure { margin: 0; flex: 1 1 26rem; min-width: 0; max-width: 100%; }
figure.phone { flex: 0 1 24rem; }
figcaption { color: var(--muted); margin-bottom: 0.25rem; }
iframe { display: block; width: 100%; height: 24rem; resize: vertical; background: #fff; border: 1px solid var(--line); border-radius: 0.5rem; }
@media (max-width: 32rem) { figure.desktop { display: none; } figure.phone { flex-basis: 100%; } }
`;

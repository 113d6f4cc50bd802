import type { ClientType, DeployedFacts } from "./facts";
import { serverUrl } from "./settings";
import { isOlder, OLDEST_VERSION } from "./version";

/** `untried`: it should work by OpenMetadata's sources, and nobody has reported that it does or does not. */
type Ability = "works" | "untried" | "broken";

/** What is known of the releases of one era, with one kind of client. */
interface Statement {
    readonly ability: Ability;
    /** Why, as the rest of a sentence that begins with the ability. */
    readonly because: string;
    /** Issues, pull requests and advisories of OpenMetadata. */
    readonly source: string;
}

/** Releases from `from` on, up to those of the next era. */
type Era = { readonly from: string } & Readonly<Record<ClientType, Statement>>;

const SERVER_SIGNS_IN: Statement = { ability: "works", because: "supported since 1.3.2", source: "#14766" };

/**
 * Which release can sign people in with which client type. Each line holds up to the next one. What is said elsewhere about releases
 * (warnings, doctor, sign-in page, docs) comes from here.
 */
const ERAS: readonly Era[] = [
    {
        from: OLDEST_VERSION,
        public: {
            ability: "untried",
            because: "its web page asks Cognito for a code",
            source: "AuthProvider.util.ts",
        },
        confidential: SERVER_SIGNS_IN,
    },
    {
        from: "1.6.0",
        public: {
            ability: "broken",
            because:
                "its web page asks Cognito for an id_token, which Cognito does not have, whatever the settings say",
            source: "#23999, #29597 and #30903, about 1.10 to 1.13; assumed for 1.6 to 1.9",
        },
        confidential: SERVER_SIGNS_IN,
    },
    {
        from: "1.13.4",
        public: { ability: "works", because: "released on 2026-08-21 with the fix", source: "#31516, #31517, #31573" },
        confidential: SERVER_SIGNS_IN,
    },
    {
        from: "2.0.0",
        public: { ability: "untried", because: "released on 2026-08-24, after the fix", source: "#31516, #31517" },
        confidential: {
            ability: "works",
            because: "if everybody opens OpenMetadata under one and the same address",
            source: "#26311, #33764",
        },
    },
];

/** What goes wrong with some releases, for those who can sign in. `from` is included, `before` is not. */
interface KnownProblem {
    readonly clientType: ClientType;
    /** @default - every release */
    readonly from?: string;
    /** @default - no release without it is known */
    readonly before?: string;
    /** `security`: to be mended whatever the set-up; `setup`: depends on what cannot be seen from outside. */
    readonly kind: "security" | "setup";
    readonly text: string;
    readonly source: string;
}

const KNOWN_PROBLEMS: readonly KnownProblem[] = [
    {
        clientType: "confidential",
        before: "2.0.0",
        kind: "security",
        text: "An open redirect hands the login token of whoever follows a crafted link to any site. Upgrade to 2.0.0 or newer.",
        source: "GHSA-pm3c-83qf-97qw, #26314",
    },
    {
        clientType: "confidential",
        before: "2.0.0",
        kind: "setup",
        text: "With several replicas a login is lost unless the proxy keeps people on one of them (sticky sessions).",
        source: "deployment/security/oidc",
    },
    {
        clientType: "confidential",
        from: "1.6.0",
        kind: "setup",
        text: 'Behind a proxy or CDN that drops query strings, sign-in ends with "Redirect URI is required": let it pass them on.',
        source: "#17913, #25775",
    },
    {
        clientType: "confidential",
        from: "2.0.0",
        kind: "setup",
        text:
            'People who open OpenMetadata under another address than OIDC_SERVER_URL get "Redirect URI must exactly match a ' +
            'trusted redirect URI": lead all of them to one address.',
        source: "#26311, #33764",
    },
    {
        clientType: "confidential",
        from: "2.0.0",
        kind: "setup",
        text:
            "Somebody whose part before the @ is that of a user signs in as that user, an admin included, whatever the domain: " +
            "let nobody into the pool who bears another person's name.",
        source: "#21532, #29433, #32000",
    },
];

/** Under a path of the host, a confidential client loses its login: `BASE_PATH` is not applied to `/auth/callback`. */
const PATH_PROBLEM = "#26551";

/** Whether a release can sign people in to a deployment. */
export interface SignInVerdict {
    /** `unknown`: it depends on the release, which nobody has named. */
    readonly answer: Ability | "unknown";
    readonly text: string;
    /** What to do about it. @default - it works, or should */
    readonly fix?: string;
}

/**
 * Whether a release can sign people in: the one place where that is decided.
 *
 * @param version three numbers; undefined when nobody has named it
 */
export function signInVerdict(
    { clientType, callbackUrl }: Pick<DeployedFacts, "clientType" | "callbackUrl">,
    version: string | undefined,
): SignInVerdict {
    if (clientType === "confidential" && new URL(callbackUrl).pathname !== "/callback") {
        return {
            answer: "broken",
            text:
                `OpenMetadata is under a path of its host (${serverUrl(callbackUrl)}), where sign-in with a confidential client ` +
                `is known to fail (its issue ${PATH_PROBLEM}).`,
            fix: "Give it a host name of its own.",
        };
    }
    if (clientType === "public" && version === undefined) {
        const { first, next, statement } = brokenReleases();
        return {
            answer: "unknown",
            text: `OpenMetadata ${first} and newer, before ${next}, ${sentenceEnd("broken", clientType, statement)}`,
            fix: `Set openMetadata.version to the release of your server. ${waysOut()}`,
        };
    }
    const statement = eraOf(version)[clientType];
    const { ability } = statement;
    const release = version === undefined ? "OpenMetadata" : `OpenMetadata ${version}`;
    return {
        answer: ability,
        text: `${release} ${sentenceEnd(ability, clientType, statement)}`,
        ...(ability === "broken" && { fix: waysOut() }),
    };
}

/** What to do about a release that cannot do it. Upgrading comes first: the other way leads to an open redirect. */
export function waysOut(): string {
    return (
        `Upgrade OpenMetadata to ${brokenReleases().next} or newer. Where that cannot be done, clientType: confidential is the ` +
        "way: it makes a new app client, and before 2.0.0 it has an open redirect (GHSA-pm3c-83qf-97qw)."
    );
}

/** The problems that a release has with this kind of client; where nobody has named it, the vulnerabilities that it can have. */
export function knownProblems(clientType: ClientType, version: string | undefined): readonly KnownProblem[] {
    const has = ({ from, before, kind }: KnownProblem) =>
        version === undefined
            ? kind === "security"
            : !(from && isOlder(version, from)) && !(before && !isOlder(version, before));
    return KNOWN_PROBLEMS.filter((problem) => problem.clientType === clientType && has(problem));
}

/** A problem in a sentence or two, about the one release or about all that have it. */
export function describeProblem({ text, source, ...problem }: KnownProblem, version: string | undefined): string {
    const about = `${text} (${source})`;
    return version === undefined ? `OpenMetadata ${releasesWith(problem)}: ${about}` : about;
}

/** Whether the server of a confidential client gives people tokens of its own, which it then trusts (#29433, #32000). */
export function trustsItsOwnTokens(clientType: ClientType, version: string | undefined): boolean {
    return clientType === "confidential" && (version === undefined || !isOlder(version, "2.0.0"));
}

/** A page of the docs with its tables of releases as the data above has them. */
export function withReleaseTables(page: string): string {
    const tables = { releases: releaseTable(), "known problems": problemTable() };
    return Object.entries(tables).reduce(
        (text, [name, content]) =>
            text.replace(
                new RegExp(`(?<=<!-- ${name}: npm run docs -->\n)[^]*?(?=<!-- end of ${name} -->)`),
                () => `\n${content}\n\n`,
            ),
        page,
    );
}

/** The table of releases, as Markdown. */
export function releaseTable(): string {
    const cell = ({ ability, because, source }: Statement) => {
        const word = { works: "works", untried: "should work", broken: "**does not work**" }[ability];
        return `${word}: ${because} (${source})`;
    };
    return table(
        ["From release (up to the next line)", "Public client", "Confidential client"],
        ERAS.map(({ from, ...era }) => [from, cell(era.public), cell(era.confidential)]),
    );
}

/** The known problems, as Markdown. */
export function problemTable(): string {
    return table(
        ["Releases", "Client", "What happens", "Source"],
        KNOWN_PROBLEMS.map((problem) => [releasesWith(problem), problem.clientType, problem.text, problem.source]),
    );
}

function releasesWith({ from, before }: Pick<KnownProblem, "from" | "before">): string {
    return [from && `${from} and newer`, before && `before ${before}`].filter(Boolean).join(", ");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
    return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** The releases that cannot sign people in with a public client, and the first one that can again. */
function brokenReleases() {
    const index = ERAS.findIndex((era) => era.public.ability === "broken");
    return { first: ERAS[index].from, next: ERAS[index + 1].from, statement: ERAS[index].public };
}

function eraOf(version: string | undefined): Era {
    const reached = ERAS.filter(({ from }) => version === undefined || !isOlder(version, from));
    return reached.at(-1) ?? ERAS[0];
}

function sentenceEnd(ability: Ability, clientType: ClientType, { because, source }: Statement): string {
    const verb = { works: "signs", untried: "should sign", broken: "cannot sign" }[ability];
    return `${verb} people in with a ${clientType} client: ${because} (${source}).`;
}

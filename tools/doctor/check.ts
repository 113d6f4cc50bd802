/**
 * - `ok`: as it should be.
 * - `fix`: wrong; `fix` says what to do.
 * - `unknown`: could not be checked; `fix` says what would make it possible.
 * - `skipped`: not checked, on purpose or because what it builds on is not sound. No failure.
 */
export type Status = "ok" | "fix" | "unknown" | "skipped";

/** What a check found out. */
export interface Finding {
    readonly status: Status;
    /** What is there, or why nothing could be found out. Never holds a secret. */
    readonly found: string;
    /** What should be there. @default - there is nothing to compare with */
    readonly expected?: string;
    /** What to do. @default - nothing to do */
    readonly fix?: string;
}

/** One thing that the doctor looks at. */
export interface Check {
    /** Stable name for pipelines. */
    readonly id: string;
    /** The same for people: what is looked at. */
    readonly title: string;
    /** Id of an earlier check without which this one makes no sense. @default - it stands alone */
    readonly needs?: string;
    run(): Promise<Finding>;
}

export interface CheckResult extends Finding {
    readonly id: string;
    readonly title: string;
    /** Id of the check that was not sound, so that this one was skipped. @default - it was run */
    readonly skippedFor?: string;
}

export function ok(found: string): Finding {
    return { status: "ok", found };
}

export function fix(found: string, expected: string, whatToDo: string): Finding {
    return { status: "fix", found, expected, fix: whatToDo };
}

export function unknown(found: string, whatToDo: string): Finding {
    return { status: "unknown", found, fix: whatToDo };
}

export function skipped(found: string, whatToDo?: string): Finding {
    return { status: "skipped", found, ...(whatToDo && { fix: whatToDo }) };
}

/** A check that ended early, with what it found out. */
export class EarlyFinding extends Error {
    public constructor(public readonly finding: Finding) {
        super(finding.found);
    }
}

/**
 * Runs the checks, side by side where they do not need each other. The results are in the order of the checks.
 *
 * @throws TypeError for two checks of one id, and for a check that needs none of the earlier ones
 */
export async function runChecks(checks: readonly Check[]): Promise<CheckResult[]> {
    refuseMistakes(checks);
    const results = new Map<string, Promise<CheckResult>>();
    for (const check of checks) {
        results.set(check.id, runCheck(check, check.needs === undefined ? undefined : results.get(check.needs)));
    }
    return Promise.all(results.values());
}

/** A slip in an id would let a check run without what it needs, or take the place of another, and nobody would see it. */
function refuseMistakes(checks: readonly Check[]): void {
    const ids = checks.map(({ id }) => id);
    for (const [index, { id, needs }] of checks.entries()) {
        if (ids.indexOf(id) < index) {
            throw new TypeError(`There are two checks "${id}".`);
        }
        if (needs !== undefined && !ids.slice(0, index).includes(needs)) {
            throw new TypeError(`The check "${id}" needs "${needs}", and none before it is called so.`);
        }
    }
}

async function runCheck(check: Check, needed: Promise<CheckResult> | undefined): Promise<CheckResult> {
    const { id, title } = check;
    const earlier = await needed;
    if (earlier && earlier.status !== "ok") {
        return { id, title, ...skipped(`makes no sense before "${earlier.title}" is sound`), skippedFor: earlier.id };
    }
    const finding = await findingOf(check);
    return { id, title, ...harmless(finding) };
}

async function findingOf(check: Check): Promise<Finding> {
    try {
        return await check.run();
    } catch (error) {
        return error instanceof EarlyFinding ? error.finding : defect(error);
    }
}

/** A fault of the doctor's own keeps nobody from what the other checks have found. Its message stays here: it may hold a secret. */
function defect(error: unknown): Finding {
    const { name, stack = "" } = error instanceof Error ? error : new Error();
    const place = stack.split("\n").find((line) => /^ +at /.test(line)) ?? "";
    return unknown(
        "the doctor has a fault of its own here, which says nothing of the deployment",
        `Report it: ${name}${place}`,
    );
}

/** What a server said may have found its way into any of the texts. */
function harmless({ status, found, expected, fix }: Finding): Finding {
    return {
        status,
        found: oneLine(found),
        ...(expected !== undefined && { expected: oneLine(expected) }),
        ...(fix !== undefined && { fix: oneLine(fix) }),
    };
}

/** Exit code of the doctor: 1 when there is something to fix, else 2 when something could not be checked, else 0. */
export function exitCode(results: readonly CheckResult[]): 0 | 1 | 2 {
    const has = (status: Status) => results.some((result) => result.status === status);
    return has("fix") ? 1 : has("unknown") ? 2 : 0;
}

/** What a server said, fit for a report: one harmless line, not too long. */
export function printable(text: string): string {
    const line = oneLine(text);
    return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}

/** Without control characters, which could make a terminal show something else. */
function oneLine(text: string): string {
    return text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
}

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

/** Runs the checks, side by side where they do not need each other. The results are in the order of the checks. */
export function runChecks(checks: readonly Check[]): Promise<CheckResult[]> {
    const results = new Map<string, Promise<CheckResult>>();
    for (const check of checks) {
        const needed = check.needs === undefined ? undefined : results.get(check.needs);
        results.set(check.id, runCheck(check, needed));
    }
    return Promise.all(results.values());
}

async function runCheck(check: Check, needed: Promise<CheckResult> | undefined): Promise<CheckResult> {
    const { id, title } = check;
    const earlier = await needed;
    if (earlier && earlier.status !== "ok") {
        return { id, title, ...skipped(`makes no sense before "${earlier.title}" is sound`), skippedFor: earlier.id };
    }
    const finding = await check.run().catch((error: unknown) => {
        if (error instanceof EarlyFinding) {
            return error.finding;
        }
        throw error;
    });
    return { id, title, ...harmless(finding) };
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

import type { CheckResult, Finding } from "../../../tools/doctor/check";
import type { Report } from "../../../tools/doctor/report";

/** What is not sound in a report, by id; what was skipped for the sake of another check is left out. */
export function problems({ results }: Report): Record<string, Finding> {
    return Object.fromEntries(
        results
            .filter(({ status, skippedFor }) => (status === "fix" || status === "unknown") && skippedFor === undefined)
            .map((result) => [result.id, findingOf(result)]),
    );
}

/** A result without the name of its check. */
export function findingOf({ id: _id, title: _title, skippedFor: _skippedFor, ...finding }: CheckResult): Finding {
    return finding;
}

/** What a single shape answers to a value that it refuses. */
import type { z } from "zod";

/** What is allowed and how to fix it; undefined where the value is accepted. The first issue, where there are several. */
export function refusalBy(schema: z.ZodType, given: unknown): { allowed: string; fix: string } | undefined {
    const [issue] = schema.safeParse(given).error?.issues ?? [];
    return issue && { allowed: issue.message, fix: (issue as unknown as { params: { fix: string } }).params.fix };
}

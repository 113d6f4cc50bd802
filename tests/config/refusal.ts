/** What shapes and schema answer to what they refuse. */
import type { z } from "zod";
import { checkedSettings } from "../../config/settings";
import { UserError } from "../../config/userError";

/** What is allowed and how to fix it; undefined where the value is accepted. The first issue, where there are several. */
export function refusalBy(schema: z.ZodType, given: unknown): { allowed: string; fix: string } | undefined {
    const [issue] = schema.safeParse(given).error?.issues ?? [];
    return issue && { allowed: issue.message, fix: (issue as unknown as { params: { fix: string } }).params.fix };
}

/** The paragraphs of all problems that a stack with these settings has; empty where it has none. A sound callback URL is added. */
export function problemsIn(settings: object): string {
    try {
        checkedSettings({ callbackUrl: "https://om.mycompany.com/callback", ...settings }, "Stack prod");
        return "";
    } catch (error) {
        if (error instanceof UserError) {
            return error.message.slice(error.message.indexOf("\n\n") + 2);
        }
        throw error;
    }
}

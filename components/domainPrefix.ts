import { createHash } from "node:crypto";
import { LONGEST_PREFIX, RESERVED_WORDS } from "../config/domain";

/** Where a stack is deployed: what makes its login pages' address its own. */
export interface StackPlace {
    /** AWS account id, 12 digits. */
    readonly account: string;
    readonly region: string;
    readonly project: string;
    readonly stack: string;
}

const HASH_LENGTH = 8;

/**
 * The domain prefix of a stack whose owner chose none: `om-<stack>-<8 hex>`. Prefixes are shared by all AWS accounts of a
 * region, so the hash is made from account, region, project and stack: the same on every run, another for everybody else.
 */
export function defaultDomainPrefix({ account, region, project, stack }: StackPlace): string {
    const hash = createHash("sha256")
        .update(JSON.stringify([account, region, project, stack]))
        .digest("hex");
    const longest = LONGEST_PREFIX - "om--".length - HASH_LENGTH;
    const label = withoutReservedWords(stack.toLowerCase().replace(/[^a-z0-9]+/g, "-"))
        .slice(0, longest)
        .replace(/^-+|-+$/g, "");
    return ["om", label, hash.slice(0, HASH_LENGTH)].filter((part) => part !== "").join("-");
}

/** Taking a word out can join its neighbours into another one (`aawsws`), so it goes on until none is left. */
function withoutReservedWords(text: string): string {
    const found = RESERVED_WORDS.find((word) => text.includes(word));
    return found === undefined ? text : withoutReservedWords(text.replace(found, ""));
}

import type { MfaSettings } from "./mfa";
import type { Problem } from "./problem";
import { textMap } from "./shapes";
import { sendsSms } from "./sms";

/** Cognito takes 50 tags a resource; two are the project's own. */
const MOST_TAGS = 48;

/** Tags of every resource that takes tags, besides `project` and `stack` (AWS: tag-editor, naming limits). */
export const tagsSchema = textMap(
    {
        allowed: "1 to 128 letters, digits, blanks and _ . : / = + - @, not starting with aws:",
        example: "team",
        pattern: /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/iu,
    },
    {
        allowed: "at most 256 letters, digits, blanks and _ . : / = + - @",
        example: "data-platform",
        pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u,
    },
    MOST_TAGS,
);

type Tags = Readonly<Record<string, string>>;

/** Whether two keys are one to IAM, which does not tell capitals apart. */
function areTwins(one: string, other: string): boolean {
    return one !== other && one.toLowerCase() === other.toLowerCase();
}

/**
 * Tags as IAM takes them ("Duplicate tag keys found"): of keys that differ in case alone the last one stays, which is the owner's.
 * @param elsewhere keys that the provider adds by itself
 */
export function iamTags(tags: Tags, elsewhere: readonly string[] = []): Record<string, string> {
    const keys = Object.keys(tags);
    const later = (index: number) => [...keys.slice(index + 1), ...elsewhere];
    const kept = keys.filter((key, index) => !later(index).some((other) => areTwins(key, other)));
    return Object.fromEntries(kept.map((key) => [key, tags[key]]));
}

/** What only IAM refuses, where the stack makes a role: that of a pool that sends SMS (AWS: IAM, Rules for tagging). */
export function tagsProblems({ tags, mfa }: { readonly tags: Tags; readonly mfa: MfaSettings }): Problem[] {
    if (!sendsSms({ mfa })) {
        return [];
    }
    const keys = Object.keys(tags);
    const twins = keys.flatMap((key, index) => {
        const first = keys.slice(0, index).find((other) => areTwins(key, other));
        return first === undefined
            ? []
            : [
                  {
                      key: `tags.${key}`,
                      given: `${key}, beside ${first}`,
                      allowed:
                          "keys that differ by more than capitals: the role that sends SMS is tagged too, and IAM does not tell them apart",
                      fix: "remove one of the two",
                  },
              ];
    });
    const reserved = keys
        .filter((key) => /^aws:/i.test(tags[key]))
        .map((key) => ({
            key: `tags.${key}`,
            given: JSON.stringify(tags[key]),
            allowed:
                "values that do not begin with aws:, which IAM keeps for AWS: the role that sends SMS is tagged too",
            fix: "write it another way",
        }));
    return [...twins, ...reserved];
}

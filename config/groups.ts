import { z } from "zod";
import type { Problem } from "./problem";
import { list, section, text } from "./shapes";

/** AWS allows 10,000 groups a pool; a stack file with more than this is better generated. */
const MOST_GROUPS = 1000;

/**
 * Groups of the pool. With a confidential client OpenMetadata puts the people of a group into its own team of the same name, where
 * it has one.
 */
export const groupsSchema = list(
    section({
        /** 1 to 128 characters without white space, as the team is called in OpenMetadata. A change loses who is in it. */
        name: text({
            allowed: "1 to 128 letters, digits and punctuation, without blanks",
            example: "data-engineers",
            pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u,
        }).describe("as the team is called in OpenMetadata; a change loses who is in it"),

        /** Up to 2048 characters. @default none */
        description: text({
            allowed: "at most 2048 characters",
            example: "People who build pipelines",
            pattern: /^.{0,2048}$/su,
        })
            .optional()
            .describe("what the group is for"),
    }),
    MOST_GROUPS,
);

export type GroupSettings = z.output<typeof groupsSchema>[number];

/** Cognito makes a group `<userPoolId>_<provider>` for each identity provider by itself (AWS: cognito-user-pools-user-groups). */
const MADE_BY_COGNITO = /^[a-z]{2}(-[a-z]+)+-\d_[0-9A-Za-z]+_/;

export function groupsProblems({ groups }: { groups: readonly GroupSettings[] }): Problem[] {
    return groups.flatMap(({ name }, index) => {
        const key = `groups[${index}].name`;
        if (groups.findIndex((other) => other.name === name) < index) {
            return [{ key, given: `${name}, a second time`, allowed: "each name once", fix: "remove one of the two" }];
        }
        return MADE_BY_COGNITO.test(name)
            ? [
                  {
                      key,
                      given: name,
                      allowed: "names that Cognito does not make itself for identity providers",
                      fix: "leave this group to Cognito, or choose another name",
                  },
              ]
            : [];
    });
}

import { textMap } from "./shapes";

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

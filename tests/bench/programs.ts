import path from "node:path";

import { CHECKOUT } from "../../local/workspace";

export const FLAT = "flat, hand-written";
export const OURS = "this program";
export const NAIVE = "naive";
export const EMPTY = "empty";

/** The programs that are compared, the one that the others are held against first. */
export const PROGRAMS = [
    { name: FLAT, folder: path.join(__dirname, "programs", "flat") },
    { name: OURS, folder: CHECKOUT },
    { name: NAIVE, folder: path.join(__dirname, "programs", "naive") },
    { name: EMPTY, folder: path.join(__dirname, "programs", "empty") },
] as const;

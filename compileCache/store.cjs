"use strict";

const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require("node:fs");
const path = require("node:path");

/** Beside what npm installs: `npm ci` empties it. */
const FOLDER = path.join(__dirname, "..", "node_modules", ".cache", "openmetadata-cognito-sso", "compiled");

/** Another one whenever what is written into a file changes its form. */
const FORM = 1;

/**
 * Compiled JavaScript by its content. The key is made from everything that the output depends on, so that nothing kept can be stale: the
 * source, the compiler, its settings and Node.js. Paths are not part of it: a checkout may move.
 *
 * Nothing here fails. What cannot be read is compiled again; what cannot be written is compiled again the next time.
 *
 * @param {{ compiler: string, settings: unknown, folder?: string }} circumstances name and version of the compiler, and its settings
 */
exports.openStore = ({ compiler, settings, folder = FOLDER }) => {
    const circumstances = JSON.stringify([FORM, compiler, settings, process.version]);
    return {
        /**
         * @param {string} source
         * @param {string} fileName its last part stands in the source map
         * @param {() => { outputText: string, sourceMapText?: string, diagnostics?: readonly unknown[] }} compile asked when nothing is
         *   kept; what it complains about is not kept
         */
        outputOf(source, fileName, compile) {
            const key = sha256([circumstances, path.basename(fileName), source].join("\0"));
            const file = path.join(folder, key.slice(0, 2), key.slice(2));
            return read(file) ?? compiled(file, compile());
        },
    };
};

function compiled(file, output) {
    if (!output.diagnostics?.length) {
        write(file, output);
    }
    return output;
}

/** The first line is a checksum of the rest: a file that is cut off or damaged is no file. */
function read(file) {
    try {
        const content = readFileSync(file, "utf8");
        const end = content.indexOf("\n");
        const rest = content.slice(end + 1);
        return content.slice(0, end) === sha256(rest) ? JSON.parse(rest) : undefined;
    } catch {
        return undefined;
    }
}

/** Moved into place as a whole: another process sees all of it, or nothing. */
function write(file, { outputText, sourceMapText }) {
    const rest = JSON.stringify({ outputText, sourceMapText });
    const unfinished = `${file}.${process.pid}`;
    try {
        mkdirSync(path.dirname(file), { recursive: true });
        writeFileSync(unfinished, `${sha256(rest)}\n${rest}`);
        renameSync(unfinished, file);
    } catch {
        discard(unfinished);
    }
}

function discard(file) {
    try {
        rmSync(file, { force: true });
    } catch {
        // The folder is read-only: there is nothing to discard.
    }
}

function sha256(text) {
    return createHash("sha256").update(text).digest("hex");
}

"use strict";

// Reads what `go test -json` says from standard input, shows it as `go test -v` would, and writes the numbers of tests that passed
// and failed into the file that is named. Its exit code is 1 when anything failed, a package that does not compile too.

const { writeFileSync } = require("node:fs");
const { createInterface } = require("node:readline");

const count = { pass: 0, fail: 0 };
let failed = false;

createInterface({ input: process.stdin })
    .on("line", (line) => {
        const { Action: action, Test: test, Output: output } = parsed(line);
        if (output !== undefined) {
            process.stdout.write(output);
        } else if (action in count) {
            count[action] += test ? 1 : 0;
            failed ||= action === "fail";
        }
    })
    .on("close", () => {
        writeFileSync(process.argv[2], `${count.pass} ${count.fail}\n`);
        process.exitCode = failed ? 1 : 0;
    });

/** What is no JSON is go's own complaint. */
function parsed(line) {
    try {
        return JSON.parse(line);
    } catch {
        return { Output: `${line}\n` };
    }
}

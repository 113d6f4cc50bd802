"use strict";

// Mocha's usual report, and the numbers of tests that passed and failed in a file.

const { writeFileSync } = require("node:fs");
const { reporters } = require("mocha");

module.exports = class extends reporters.Spec {
    constructor(runner, options) {
        super(runner, options);
        console.log(`On Node.js ${process.version}`);
        runner.once("end", () => {
            const { passes, failures } = runner.stats;
            writeFileSync(options.reporterOption.results, `${passes} ${failures}\n`);
        });
    }
};

"use strict";

// The `transpiler` of ts-node in tsconfig.json, for `pulumi up` and the tests: TypeScript's own, and its output is kept.

const path = require("node:path");

const typescript = require("typescript");
const { openStore } = require("./store.cjs");

exports.create = ({ service }) => {
    const { options: compilerOptions } = service.config;
    const store = openStore({
        compiler: `TypeScript ${typescript.version}`,
        settings: withoutFolders(compilerOptions),
    });
    return {
        transpile: (source, { fileName }) =>
            store.outputOf(source, fileName, () =>
                typescript.transpileModule(source, { fileName, compilerOptions, reportDiagnostics: true }),
            ),
    };
};

/** None of the folders in the settings has a say in how a single file is compiled, and a checkout may move. */
function withoutFolders(options) {
    return Object.fromEntries(Object.entries(options).filter(([, value]) => !path.isAbsolute(String(value))));
}

"use strict";

// node --require ./compileCache/register.cjs local/start.ts: TypeScript is loaded as ts-node loads it, but the compiler itself only
// for what is not kept. So a command that has run once says its first word at once.

const { readFileSync } = require("node:fs");
const path = require("node:path");

const { openStore } = require("./store.cjs");

const SETTINGS_FILE = path.join(__dirname, "..", "tsconfig.json");

const settings = readFileSync(SETTINGS_FILE, "utf8");
const store = openStore({ compiler: `TypeScript ${require("typescript/package.json").version}`, settings });

// The stack of an error tells the lines of the source.
process.setSourceMapsEnabled(true);

require.extensions[".ts"] = (module, fileName) => {
    const source = readFileSync(fileName, "utf8");
    module._compile(store.outputOf(source, fileName, () => compile(source, fileName)).outputText, fileName);
};

function compile(source, fileName) {
    const typescript = require("typescript");
    const { compilerOptions } = typescript.parseConfigFileTextToJson(SETTINGS_FILE, settings).config;
    const { options } = typescript.convertCompilerOptionsFromJson(compilerOptions, path.dirname(SETTINGS_FILE));
    const output = typescript.transpileModule(source, {
        fileName,
        // The map names the source beside its output: a checkout may move.
        compilerOptions: { ...options, inlineSourceMap: true, outDir: undefined, rootDir: undefined },
        reportDiagnostics: true,
    });
    if (output.diagnostics.length > 0) {
        throw new SyntaxError(typescript.formatDiagnostics(output.diagnostics, FORMAT));
    }
    return output;
}

const FORMAT = { getCurrentDirectory: process.cwd, getCanonicalFileName: (name) => name, getNewLine: () => "\n" };

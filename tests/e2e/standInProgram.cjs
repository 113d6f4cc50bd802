#!/usr/bin/env node
// Stands in for pulumi, docker, helm or kubectl, whichever name it is called by, while commands of the docs are run: it notes the call
// and answers as the program would. `pulumi` has a project in the folder with Pulumi.yaml only, and `docker compose` reads its project
// with the library of the real one.
const { spawnSync } = require("node:child_process");
const { appendFileSync, existsSync, readFileSync } = require("node:fs");
const path = require("node:path");

const program = path.basename(process.argv[1]);
const words = process.argv.slice(2);
const { STAND_IN_LOG, STAND_IN_OUTPUTS, COMPOSE_READER } = process.env;

const answers = { pulumi, docker, helm, kubectl };
const { answer = "", ...noted } = answers[program]() ?? {};
appendFileSync(STAND_IN_LOG, `${JSON.stringify({ program, words, ...noted })}\n`);
process.stdout.write(answer);

function pulumi() {
    if (!existsSync("Pulumi.yaml")) {
        fail("error: no Pulumi.yaml project file found");
    }
    const [command, action, name] = words;
    if (command !== "stack" || action !== "output") {
        return {};
    }
    const { value, secret } =
        JSON.parse(readFileSync(STAND_IN_OUTPUTS, "utf8"))[name] ?? fail(`error: no output ${name}`);
    return { answer: `${secret && !words.includes("--show-secrets") ? "[secret]" : value}\n` };
}

function docker() {
    const envFile = words.indexOf("--env-file");
    const options = envFile === -1 ? [] : ["-env-file", words[envFile + 1]];
    const { status, stdout, stderr } = spawnSync(COMPOSE_READER, options, { encoding: "utf8" });
    return status === 0 ? { environments: JSON.parse(stdout) } : fail(stderr);
}

function helm() {
    return words[0] === "get" ? { answer: "replicaCount: 2\n" } : { files: valuesFiles() };
}

function valuesFiles() {
    return words.flatMap((word, index) => (words[index - 1] === "--values" ? [readFileSync(word, "utf8")] : []));
}

function kubectl() {
    return words.some((word) => word.endsWith("=/dev/stdin")) ? { input: readFileSync(0, "utf8") } : {};
}

function fail(message) {
    process.stderr.write(`${message}\n`);
    process.exit(1);
}

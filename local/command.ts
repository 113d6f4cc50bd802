import { realpathSync } from "node:fs";
import path from "node:path";
import { parseArgs, type ParseArgsOptionsConfig } from "node:util";

import { UserError } from "../config/userError";

/** What `node:util` makes of a command line that has these options. */
type Parsed<Options extends ParseArgsOptionsConfig> = ReturnType<
    typeof parseArgs<{ options: Options & typeof HELP; allowPositionals: true }>
>;

/** One command of this project, `npm start` or one of `tools/`: what people may type and what it does. */
export interface Command<Options extends ParseArgsOptionsConfig> {
    /** Name of the npm script, for example `doctor`. */
    readonly name: string;
    /** The text of `--help`: one line of use, what it does, one line for each option. */
    readonly help: string;
    /** The options, in the form that `parseArgs` of `node:util` takes. `--help` is added. */
    readonly options: Options;
    /** @default false: a word without dashes is refused */
    readonly positionals?: boolean;
    /** Exit code when the command ends in an error. @default 1 */
    readonly failureExitCode?: number;
    /** Does the work. What it returns is the exit code; nothing means 0. */
    run(values: Parsed<Options>["values"], positionals: string[]): Promise<number | void>;
}

const HELP = { help: { type: "boolean", short: "h" } } as const;

/**
 * Runs a command on the words of the command line and sets the exit code of the process. A {@link UserError} is printed as its
 * message alone; any other error is a defect of ours, and is printed with its stack.
 */
export async function runCommand<Options extends ParseArgsOptionsConfig>(
    command: Command<Options>,
    words: string[] = process.argv.slice(2),
): Promise<void> {
    try {
        const { values, positionals } = parseWords(command, words);
        if ((values as { help?: boolean }).help) {
            process.stdout.write(`${command.help.trim()}\n`);
            return;
        }
        process.exitCode = (await command.run(values, positionals)) ?? 0;
    } catch (error) {
        process.stderr.write(`${describeFailure(error)}\n`);
        process.exitCode = command.failureExitCode ?? 1;
    }
}

/**
 * Reads the words of a command line.
 *
 * @throws UserError for an option that the command does not have, an option without its value and a word too many
 */
export function parseWords<Options extends ParseArgsOptionsConfig>(
    command: Pick<Command<Options>, "name" | "options" | "positionals">,
    words: string[],
): Parsed<Options> {
    try {
        const parsed = parseArgs({ args: words, options: { ...command.options, ...HELP }, allowPositionals: true });
        refuseExtraWords(command, parsed.positionals);
        return parsed;
    } catch (error) {
        throw parseArgsMistake(command, error) ?? error;
    }
}

/**
 * The value of an option that a command cannot do without.
 *
 * @throws UserError when it is missing or empty
 */
export function required(command: string, option: string, value: string | undefined, example: string): string {
    if (!value) {
        throw new UserError(
            `npm run ${command} needs --${option}, for example: npm run ${command} -- --${option} ${example}` +
                `\nThe two dashes alone matter: without them npm keeps the options for itself.`,
        );
    }
    return value;
}

/** Folder of package.json, in which npm runs every script. */
const ROOT = path.join(__dirname, "..");

/** The absolute path of a typed one, from where people stand: npm says in `INIT_CWD` where it was called. */
export function typedPath(typed: string, { INIT_CWD }: NodeJS.ProcessEnv = process.env): string {
    const here = process.cwd();
    // Elsewhere it was not npm that ran this, and the variable is that of a script around it.
    const isByNpm = INIT_CWD !== undefined && realpathSync(here) === realpathSync(ROOT);
    return path.resolve(isByNpm ? INIT_CWD : here, typed);
}

function refuseExtraWords(
    command: Pick<Command<ParseArgsOptionsConfig>, "name" | "positionals">,
    positionals: string[],
): void {
    if (command.positionals || positionals.length === 0) {
        return;
    }
    throw new UserError(
        `npm run ${command.name} does not know what to do with "${positionals.join(" ")}".` +
            `\nOptions follow two dashes alone, or npm keeps them for itself: npm run ${command.name} -- --help`,
    );
}

function parseArgsMistake(
    command: Pick<Command<ParseArgsOptionsConfig>, "name" | "options">,
    error: unknown,
): UserError | undefined {
    const { code, message = "" } = error as NodeJS.ErrnoException;
    const option = /'(?:-\w, )?(--?[\w-]+)/.exec(message)?.[1] ?? "an option";
    if (code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") {
        const known = [...Object.keys(command.options), "help"].map((name) => `--${name}`).join(", ");
        return new UserError(`npm run ${command.name} has no option ${option}. It has ${known}.`);
    }
    if (code === "ERR_PARSE_ARGS_INVALID_OPTION_VALUE") {
        return new UserError(
            message.includes("does not take an argument")
                ? `The option ${option} of npm run ${command.name} takes no value: write ${option} alone.`
                : `The option ${option} of npm run ${command.name} needs a value: ${option} <value>.`,
        );
    }
    return undefined;
}

function describeFailure(error: unknown): string {
    if (error instanceof UserError) {
        return error.message;
    }
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

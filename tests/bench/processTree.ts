import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import path from "node:path";

/** What the processes of a run are, as far as they are told apart. */
export type Kind = "node" | "engine" | "provider" | "other";

/** What a run took of the processor and of memory. */
export interface TreeUsage {
    /** Seconds of user and system time, by kind of process. */
    readonly cpu: Readonly<Record<Kind, number>>;
    /** The most memory that was resident at one moment, in MiB: in Node.js alone, and in all processes together. */
    readonly peak: { readonly node: number; readonly all: number };
}

/** One line of `/proc/<pid>/stat`, as far as it matters here. */
interface Stat {
    readonly command: string;
    readonly session: number;
    /** Seconds of user and system time. */
    readonly cpu: number;
    readonly resident: number;
}

/** Often enough to miss little of what a process does before it ends. */
const MILLISECONDS_BETWEEN_LOOKS = 20;

/** Linux counts time for programs in hundredths of a second, and memory in pages. */
const TICKS_A_SECOND = 100;
const PAGES_A_MIB = 256;

/**
 * Watches a process and all that it starts until it is stopped. They are known by their session, which Pulumi's plugins keep although
 * each has a process group of its own.
 *
 * @param session id of the session, which is that of the process that leads it
 * @returns what stops it and gives what it saw; nothing where there is no `/proc` (macOS, Windows)
 */
export function watchTree(session: number): () => TreeUsage | undefined {
    if (process.platform !== "linux") {
        return () => undefined;
    }
    const strangers = new Set(processIds());
    const seen = new Map<number, { stat: Stat; kind: Kind }>();
    const peak = { node: 0, all: 0 };
    const look = () => {
        const resident = { node: 0, all: 0 };
        for (const pid of processIds().filter((each) => !strangers.has(each) || each === session)) {
            const stat = statOf(pid);
            if (stat?.session !== session) {
                strangers.add(pid);
                continue;
            }
            const before = seen.get(pid);
            // A process is what it was started as only once it has become that program.
            const kind = before?.stat.command === stat.command ? before.kind : kindOf(pid);
            seen.set(pid, { stat, kind });
            resident.all += stat.resident;
            resident.node += kind === "node" ? stat.resident : 0;
        }
        peak.all = Math.max(peak.all, resident.all);
        peak.node = Math.max(peak.node, resident.node);
    };
    look();
    const timer = setInterval(look, MILLISECONDS_BETWEEN_LOOKS);
    return () => {
        clearInterval(timer);
        const cpu = { node: 0, engine: 0, provider: 0, other: 0 };
        seen.forEach(({ stat, kind }) => (cpu[kind] += stat.cpu));
        return { cpu, peak };
    };
}

function processIds(): number[] {
    return readdirSync("/proc")
        .filter((name) => /^\d+$/.test(name))
        .map(Number);
}

function statOf(pid: number): Stat | undefined {
    try {
        return parseStat(readFileSync(`/proc/${pid}/stat`, "utf8"));
    } catch {
        // It has ended meanwhile.
        return undefined;
    }
}

/** Reads `/proc/<pid>/stat`: the name stands in parentheses and may hold anything (proc(5)). */
export function parseStat(line: string): Stat {
    const [open, close] = [line.indexOf("("), line.lastIndexOf(")")];
    // The third field is the first after the name.
    const field = (number: number) => Number(line.slice(close + 2).split(" ")[number - 3]);
    return {
        command: line.slice(open + 1, close),
        session: field(6),
        cpu: (field(14) + field(15)) / TICKS_A_SECOND,
        resident: field(24) / PAGES_A_MIB,
    };
}

function kindOf(pid: number): Kind {
    try {
        return kindOfProgram(path.basename(readlinkSync(`/proc/${pid}/exe`)));
    } catch {
        return "other";
    }
}

/** What a program is, by the name of its file. */
export function kindOfProgram(file: string): Kind {
    if (/^(pulumi-resource-|terraform-provider-)/.test(file)) {
        return "provider";
    }
    if (/^pulumi(-language-\w+)?$/.test(file)) {
        return "engine";
    }
    return file === "node" ? "node" : "other";
}

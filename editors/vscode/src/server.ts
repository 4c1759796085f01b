// Finds the server: which program to run, and whether it is one. Knows nothing of VS Code, so that it can be tested
// without it.

import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import * as path from "node:path";

/** Older servers don't speak to this extension. */
export const OLDEST = "0.1.0";

const PROBE_MS = 10_000;

/** What decides which server is run. */
export interface Place {
    /** `rescue.server.path`; only the user can set it. */
    setting: string | null | undefined;
    /** The folder of this extension. */
    extension: string;
    platform: NodeJS.Platform;
    arch: string;
    home: string;
    env: NodeJS.ProcessEnv;
}

/** A program that may be the server. */
export interface Candidate {
    path: string;
    origin: "setting" | "bundled" | "PATH";
}

/** The server that was found. */
export interface Server extends Candidate {
    version: string;
}

/** No server: the message says what to do. */
export class NoServer extends Error {
    constructor(message: string, readonly settingIsWrong: boolean) {
        super(message);
    }
}

/** Where a server could be, best first. A setting is the user's word: nothing else is tried then. */
export function candidates(place: Place): Candidate[] {
    const setting = place.setting?.trim();
    if (setting) {
        return [{ path: expand(setting, place.home), origin: "setting" }];
    }
    const name = place.platform === "win32" ? "rescue-lsp.exe" : "rescue-lsp";
    const bundled = path.join(place.extension, "server", `${place.platform}-${place.arch}`, name);
    const onPath = searchPath(place).map((folder): Candidate => ({ path: path.join(folder, name), origin: "PATH" }));
    return [{ path: bundled, origin: "bundled" }, ...onPath];
}

/** Finds a server that answers `--version`; `note` hears what was passed over, and why. */
export async function findServer(place: Place, note: (line: string) => void): Promise<Server> {
    const failures: string[] = [];
    for (const candidate of candidates(place)) {
        if (candidate.origin !== "setting" && !(await isProgram(candidate.path))) {
            continue;
        }
        const answer = await probe(candidate.path);
        if ("version" in answer) {
            return { ...candidate, version: answer.version };
        }
        const failure = `${candidate.path} (${candidate.origin}): ${answer.failure}`;
        failures.push(failure);
        note(`passed over ${failure}`);
    }
    throw new NoServer(advice(place, failures), Boolean(place.setting?.trim()));
}

/** Asks a program whether it is a server, and which. */
export async function probe(program: string): Promise<{ version: string } | { failure: string }> {
    if (!path.isAbsolute(program)) {
        return { failure: "the path has to be absolute" };
    }
    if (!(await isProgram(program))) {
        return { failure: "there is no such program" };
    }
    return new Promise((resolve) => {
        const options = { timeout: PROBE_MS, cwd: path.dirname(program), windowsHide: true };
        const child = execFile(program, ["--version"], options, (error, stdout, stderr) => {
            const version = /^rescue-lsp (\d+\.\d+\.\d+\S*)/m.exec(stdout)?.[1];
            if (error) {
                const first = stderr.trim().split("\n")[0];
                const why = error.killed ? `no answer in ${PROBE_MS / 1000} s` : first || error.message;
                resolve({ failure: `\`--version\` failed: ${why}` });
            } else if (!version) {
                resolve({ failure: "it is not a rescue-lsp: `--version` said something else" });
            } else if (isOlder(version, OLDEST)) {
                resolve({ failure: `version ${version} is too old, this extension needs ${OLDEST}` });
            } else {
                resolve({ version });
            }
        });
        // A program that reads its input anyway shall not wait for any.
        child.stdin?.on("error", () => undefined).end();
    });
}

/** Compares versions by their three numbers. */
export function isOlder(version: string, than: string): boolean {
    const [left, right] = [numbers(version), numbers(than)];
    for (let at = 0; at < 3; at++) {
        const difference = (left[at] ?? 0) - (right[at] ?? 0);
        if (difference !== 0) {
            return difference < 0;
        }
    }
    return false;
}

function numbers(version: string): number[] {
    return version.split(/[.+-]/).slice(0, 3).map(Number);
}

function expand(file: string, home: string): string {
    return /^~[\\/]/.test(file) ? path.join(home, file.slice(2)) : file;
}

/** The folders of `PATH`. Relative ones would let a workspace bring its own server. */
function searchPath(place: Place): string[] {
    const value = Object.entries(place.env).find(([name]) => name.toUpperCase() === "PATH")?.[1] ?? "";
    return value.split(path.delimiter).filter((folder) => path.isAbsolute(folder));
}

async function isProgram(file: string): Promise<boolean> {
    try {
        await access(file, constants.X_OK);
        return (await stat(file)).isFile();
    } catch {
        return false;
    }
}

function advice(place: Place, failures: string[]): string {
    if (place.setting?.trim()) {
        return `Rescue can't start the server that "rescue.server.path" names: ${failures.join("; ")}. Correct the setting, or empty it to use the server that came with the extension.`;
    }
    const install = `Install rescue-lsp so that it is on PATH (and restart VS Code), or set "rescue.server.path" to it.`;
    if (failures.length > 0) {
        return `Rescue found no server that runs: ${failures.join("; ")}. ${install}`;
    }
    return `Rescue found no server: this extension has none inside for ${place.platform}-${place.arch}, and there is no rescue-lsp on PATH. ${install}`;
}

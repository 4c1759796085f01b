import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { candidates, findServer, isOlder, NoServer, type Place, probe } from "../src/server";

const unix = process.platform === "win32" ? { skip: "the programs here are shell scripts" } : {};
let root = "";
let notes: string[] = [];

before(() => {
    root = mkdtempSync(path.join(tmpdir(), "rescue-discovery-"));
});
beforeEach(() => {
    notes = [];
});
after(() => rmSync(root, { recursive: true, force: true }));

function place(changes: Partial<Place> = {}): Place {
    return {
        setting: undefined,
        extension: path.join(root, "extension"),
        platform: process.platform,
        arch: process.arch,
        home: root,
        env: {},
        ...changes,
    };
}

/** A shell script in a folder of its own. */
function program(folder: string, script: string): string {
    const file = path.join(root, folder, "rescue-lsp");
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
    return file;
}

const note = (line: string) => void notes.push(line);

test("the setting is the only candidate, and ~ is the home folder", () => {
    const found = candidates(place({ setting: "~/bin/rescue-lsp", env: { PATH: root } }));
    assert.deepEqual(found, [{ path: path.join(root, "bin", "rescue-lsp"), origin: "setting" }]);
    assert.equal(candidates(place({ setting: "  " }))[0]?.origin, "bundled");
});

test("the bundled server comes before PATH, and relative folders of PATH don't count", () => {
    const env = { Path: ["", ".", "bin", root].join(path.delimiter) };
    const found = candidates(place({ platform: "linux", arch: "arm64", env }));
    assert.deepEqual(found, [
        { path: path.join(root, "extension", "server", "linux-arm64", "rescue-lsp"), origin: "bundled" },
        { path: path.join(root, "rescue-lsp"), origin: "PATH" },
    ]);
});

test("on Windows the program ends in .exe", () => {
    const [bundled] = candidates(place({ platform: "win32", arch: "x64" }));
    assert.ok(bundled?.path.endsWith(path.join("win32-x64", "rescue-lsp.exe")));
});

test("a server on PATH is found by its version", unix, async () => {
    const file = program("good", "echo 'rescue-lsp 0.2.0'");
    const server = await findServer(place({ env: { PATH: path.dirname(file) } }), note);
    assert.deepEqual(server, { path: file, origin: "PATH", version: "0.2.0" });
});

test("a bundled server that does not run gives way to one on PATH, and that is noted", unix, async () => {
    const broken = program(
        path.join("broken", "server", `${process.platform}-${process.arch}`),
        "echo 'version GLIBC_9.99 not found' >&2; exit 1",
    );
    const file = program("good", "echo 'rescue-lsp 0.2.0'");
    const extension = path.join(root, "broken");
    const server = await findServer(place({ extension, env: { PATH: path.dirname(file) } }), note);
    assert.equal(server.origin, "PATH");
    assert.match(notes.join(), new RegExp(`${broken}.*GLIBC_9.99`));
});

test("a setting that is wrong is an error even if PATH has a server", unix, async () => {
    const file = program("good", "echo 'rescue-lsp 0.2.0'");
    const wrong = place({ setting: path.join(root, "nothing"), env: { PATH: path.dirname(file) } });
    await assert.rejects(findServer(wrong, note), (error: NoServer) => {
        assert.ok(error.settingIsWrong);
        assert.match(error.message, /rescue\.server\.path.*no such program/);
        return true;
    });
});

test("without any server the message says what to do", async () => {
    await assert.rejects(findServer(place(), note), (error: NoServer) => {
        assert.ok(!error.settingIsWrong);
        assert.match(error.message, /Install rescue-lsp/);
        return true;
    });
});

test("programs that are something else are refused", unix, async () => {
    const failure = async (file: string) => {
        const answer = await probe(file);
        return "failure" in answer ? answer.failure : "";
    };
    assert.match(await failure(program("other", "echo 'pylsp v1.12.0'")), /not a rescue-lsp/);
    assert.match(await failure(program("old", "echo 'rescue-lsp 0.0.9'")), /too old/);
    assert.match(await failure(program("crash", "exit 3")), /--version/);
    assert.match(await failure("rescue-lsp"), /absolute/);
    assert.match(await failure(root), /no such program/);
});

test("versions are compared as numbers", () => {
    assert.ok(isOlder("0.9.0", "0.10.0"));
    assert.ok(isOlder("0.1.0", "1.0.0"));
    assert.ok(!isOlder("0.1.0", "0.1.0"));
    assert.ok(!isOlder("0.1.1-beta.2", "0.1.0"));
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const manifest = JSON.parse(readFileSync("package.json", "utf8"));
const settings: Record<string, { scope?: string; default?: unknown; markdownDescription?: string }> =
    manifest.contributes.configuration.properties;
const sources = ["extension", "client", "log"].map((name) => readFileSync(`src/${name}.ts`, "utf8")).join();

test("every setting has a scope, a default and a description", () => {
    for (const [name, setting] of Object.entries(settings)) {
        assert.ok(setting.scope && setting.markdownDescription, name);
        assert.notEqual(setting.default, undefined, name);
    }
});

test("a workspace can name no program and no folder", () => {
    for (const name of ["rescue.server.path", "rescue.snapshot", "rescue.overlay", "rescue.baseline"]) {
        assert.equal(settings[name]?.scope, "machine", name);
        assert.ok(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations.includes(name), name);
    }
});

test("the commands of the palette are those that are registered", () => {
    const contributed = manifest.contributes.commands.map((entry: { command: string }) => entry.command);
    const registered = [...sources.matchAll(/command\("(\w+)"/g)].map((match) => `rescue.client.${match[1]}`);
    assert.deepEqual(contributed.sort(), registered.sort());
});

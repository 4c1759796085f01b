// Bundles the extension into dist/, with the licences of what is in the bundle; with --test, the tests into out/.

import { build } from "esbuild";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

const shared = { bundle: true, platform: "node", format: "cjs", target: "node18", logLevel: "warning" };

if (process.argv.includes("--test")) {
    rmSync("out", { recursive: true, force: true });
    const tests = readdirSync("test").filter((name) => name.endsWith(".test.ts"));
    await build({ ...shared, entryPoints: tests.map((name) => `test/${name}`), outdir: "out" });
} else {
    rmSync("dist", { recursive: true, force: true });
    const result = await build({
        ...shared,
        entryPoints: ["src/extension.ts"],
        outfile: "dist/extension.js",
        external: ["vscode"],
        minify: true,
        metafile: true,
    });
    writeFileSync("dist/NOTICES.txt", notices(Object.keys(result.metafile.inputs)));
}

function notices(inputs) {
    const folders = inputs.map((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]);
    return [...new Set(folders.filter(Boolean))].sort().map(notice).join("\n");
}

function notice(folder) {
    const { name, version, license } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
    const files = readdirSync(folder).filter((file) => /^(licen[cs]e|thirdparty)/i.test(file));
    const texts = files.map((file) => readFileSync(path.join(folder, file), "utf8").trim());
    return `${"=".repeat(80)}\n${name} ${version} (${license})\n\n${texts.join("\n\n")}\n`;
}

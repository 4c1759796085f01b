// Makes rescue.vsix. With RESCUE_SERVER=path/to/rescue-lsp that program goes inside, for the platform that
// RESCUE_TARGET names (linux-x64, darwin-arm64, win32-x64, ...; default: this one), and the package is for it alone.

import { execFileSync } from "node:child_process";
import { copyFileSync, chmodSync, mkdirSync, rmSync } from "node:fs";
import path from "node:path";

const server = process.env.RESCUE_SERVER;
const target = process.env.RESCUE_TARGET ?? `${process.platform}-${process.arch}`;

rmSync("server", { recursive: true, force: true });
const options = ["--no-dependencies", "--allow-missing-repository"];
if (server) {
    // Alpine's Node calls itself linux.
    const folder = path.join("server", target.replace(/^alpine-/, "linux-"));
    const program = path.join(folder, target.startsWith("win32") ? "rescue-lsp.exe" : "rescue-lsp");
    mkdirSync(folder, { recursive: true });
    copyFileSync(server, program);
    chmodSync(program, 0o755);
    options.push("--target", target);
}
const out = server ? `rescue-${target}.vsix` : "rescue.vsix";
const vsce = path.join("node_modules", "@vscode", "vsce", "vsce");
execFileSync(process.execPath, [vsce, "package", ...options, "--out", out], { stdio: "inherit" });

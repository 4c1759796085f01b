"""Builds the VS Code extension, looks into the package, and runs it in Node against the server; replays what each
editor says first. `--no-build` takes what is built already."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import drive

EXTENSION = drive.EDITORS / "vscode"
TABLE = drive.REPOSITORY / "server" / "lsp" / "src" / "config" / "table.rs"
INSIDE = {"package.json", "readme.md", "LICENSE.md", "icon.png", "dist/extension.js", "dist/NOTICES.txt"}


def main():
    steps = drive.Steps("vscode")
    for program in ("node", "npm"):
        if not shutil.which(program):
            drive.skip(f"there is no {program} here")
    if "--no-build" not in sys.argv:
        build(steps)
    if not (EXTENSION / "dist" / "extension.js").is_file():
        drive.skip("the extension is not built")
    compare_settings(steps)
    steps.failures += run("vscode-extension.cjs", EXTENSION)
    if not os.environ.get("RESCUE_RECORD"):
        steps.failures += run("initialize.mjs", EXTENSION, drive.HERE.parent / "fixtures" / "initialize")
    steps.exit()


def build(steps):
    if not (EXTENSION / "node_modules" / ".package-lock.json").is_file():
        npm(steps, "ci")
    npm(steps, "run", "build")
    npm(steps, "test")
    npm(steps, "run", "package")
    look_into(steps, EXTENSION / "rescue.vsix", INSIDE)
    target = json.loads(subprocess.check_output(["node", "-p", "JSON.stringify(`${process.platform}-${process.arch}`)"]))
    npm(steps, "run", "package", RESCUE_SERVER=str(drive.server()))
    package = EXTENSION / f"rescue-{target}.vsix"
    program = f"server/{target}/rescue-lsp"
    look_into(steps, package, INSIDE | {program})
    start_unpacked(steps, package, program)
    package.unlink(missing_ok=True)
    shutil.rmtree(EXTENSION / "server", ignore_errors=True)


def npm(steps, *arguments, **env):
    ran = subprocess.run(["npm", *arguments], cwd=EXTENSION, env=os.environ | env, capture_output=True, text=True)
    if not steps.check(f"npm {' '.join(arguments)}", ran.returncode == 0, ran.stdout + ran.stderr):
        steps.exit()


def look_into(steps, package, expected):
    with zipfile.ZipFile(package) as archive:
        inside = {name.removeprefix("extension/") for name in archive.namelist() if name.startswith("extension/")}
    steps.check(f"{package.name} holds what it should", inside == expected, str(inside ^ expected))


def start_unpacked(steps, package, program):
    """The server inside still is a program after unpacking."""
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(package) as archive:
        entry = archive.getinfo(f"extension/{program}")
        path = Path(archive.extract(entry, folder))
        path.chmod(entry.external_attr >> 16 & 0o777)
        said = subprocess.run([path, "--version"], capture_output=True, text=True).stdout
        steps.check("the server inside runs", said.startswith("rescue-lsp "), said)


def compare_settings(steps):
    """The extension's settings are the server's, with their defaults; those of the user alone are no workspace's."""
    entry = r'setting\(\s*"([\w.]+)",\s*Kind::\w+(?:\(\w+\))?,\s*"((?:[^"\\]|\\.)*)",\s*Scope::(\w+),\s*"((?:[^"\\]|\\.)*)"'
    # A text that goes on behind a backslash is one text.
    table = re.sub(r"\\\n\s*", "", TABLE.read_text(encoding="utf-8"))
    server = {
        name: (json.loads(json.loads(f'"{default}"')), scope == "User", json.loads(f'"{doc}"'))
        for name, default, scope, doc in re.findall(entry, table)
    }
    properties = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))["contributes"]["configuration"]["properties"]
    ours = {name.removeprefix("rescue."): value for name, value in properties.items()}
    own = {"server.path", "trace.server"}
    steps.check("the settings are the server's", set(server) == set(ours) - own, str(set(server) ^ (set(ours) - own)))
    for name, (default, user_only, doc) in server.items():
        if name in ours:
            same = ours[name]["default"] == default and (ours[name]["scope"] == "machine" or not user_only)
            # VS Code makes a link of `#rescue.name#`.
            description = re.sub(r"#rescue\.(\w+)#", r"\1", ours[name]["markdownDescription"])
            if not same or not description.startswith(doc.split(". ")[0].rstrip(".")):
                steps.check(f"`{name}` is as in the server", False, f"{ours[name]} and {default}, {doc}")


def run(script, *arguments):
    """Runs a script of Node's in a fresh project; how many failed: none or one."""
    with drive.project() as (root, env):
        expected = {"title": drive.FIX_TITLE, "fixed": drive.FIXED_LINE, "rest": drive.YAML_FIXED_LINE}
        env["RESCUE_EXPECTED"] = json.dumps(expected)
        ran = subprocess.run(["node", drive.HERE / script, *arguments, root], cwd=root, env=env, timeout=180)
    return int(ran.returncode != 0)


main()

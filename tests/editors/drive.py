"""What every drive needs: the server, the tools, a project to open, and a way to say how it went.

Exit status of a drive: 0 all went well, 1 something did not, 3 it could not be tried here.
"""

import contextlib
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
EDITORS = REPOSITORY / "editors"
TOOLS = Path(os.environ.get("RESCUE_TOOLS") or Path.home() / ".cache" / "rescue-tools")

VULNERABLE = '''\
import sqlite3

import yaml


def find_user(name):
    conn = sqlite3.connect("users.db")
    cur = conn.cursor()
    cur.execute(f"SELECT id FROM users WHERE name = '{name}'")
    return cur.fetchone()


def read_settings(path):
    with open(path) as f:
        return {"näme 😀": yaml.load(f)}
'''
# What the quick fix on the first finding makes of it, and what is still to be fixed then.
FIXED_LINE = '    cur.execute("SELECT id FROM users WHERE name = ?", (name,))'
FIX_TITLE = "Pass the values as parameters"
YAML_LINE = '        return {"näme 😀": yaml.load(f)}'
YAML_FIXED_LINE = '        return {"näme 😀": yaml.safe_load(f)}'


def skip(reason):
    print(f"SKIPPED: {reason}", file=sys.stderr)
    sys.exit(3)


def server():
    """The server under test: $RESCUE_LSP, or what the last release build made."""
    named = os.environ.get("RESCUE_LSP")
    target = Path(os.environ.get("CARGO_TARGET_DIR") or REPOSITORY / "target")
    path = Path(named) if named else target / "release" / "rescue-lsp"
    if not path.is_file():
        skip(f"there is no server at {path}: build one, or set RESCUE_LSP")
    return path.resolve()


def tool(name):
    """A program that install.sh fetched."""
    path = TOOLS / "bin" / name
    if not path.is_file():
        skip(f"there is no {path}: run tests/editors/install.sh")
    return path


@contextlib.contextmanager
def project():
    """A folder with the sample, a home folder of its own, and the server on PATH, as a new user has it."""
    folder = Path(tempfile.mkdtemp(prefix="rescue-drive-"))
    try:
        root = folder / "project"
        root.mkdir()
        (root / "pyproject.toml").write_text('[project]\nname = "sample"\nversion = "0"\n')
        (root / "sample.py").write_text(VULNERABLE, encoding="utf-8")
        programs = folder / "bin"
        programs.mkdir()
        install_server(programs)
        env = {
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(folder / "home"),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "TMPDIR": str(folder),
        }
        for name in ("config", "data", "state", "cache"):
            (folder / "home" / name).mkdir(parents=True)
            env[f"XDG_{name.upper()}_HOME"] = str(folder / "home" / name)
        yield root, env
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def install_server(programs):
    """The server itself, or, with $RESCUE_RECORD, what writes down the first message that it is sent."""
    program = programs / "rescue-lsp"
    record = os.environ.get("RESCUE_RECORD")
    if record:
        recorder = HERE / "record.py"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{recorder}" "{server()}" "{record}" "$@"\n')
        program.chmod(0o755)
    else:
        program.symlink_to(server())


class Steps:
    """Says how each step went, and remembers."""

    def __init__(self, editor):
        self.editor = editor
        self.failures = 0

    def check(self, name, holds, details=""):
        print(f"{'ok    ' if holds else 'FAILED'} {self.editor}: {name}", flush=True)
        if not holds:
            self.failures += 1
            print(details, flush=True)
        return holds

    def exit(self):
        sys.exit(1 if self.failures else 0)


def wait_for(condition, seconds=20.0):
    """Waits until the condition holds; its last value."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value or time.monotonic() > end:
            return value
        time.sleep(0.05)


def servers_in(folder):
    """Processes with this folder as their working folder that are the server."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            command = (process / "cmdline").read_bytes().split(b"\0")[0]
            if command.endswith(b"rescue-lsp") and Path(os.readlink(process / "cwd")) == folder:
                found.append(int(process.name))
    return found

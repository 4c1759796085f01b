"""The binary under test and a folder with findings, for the tests of what other programs read.

    python -m pip install -r tests/formats/requirements.txt
    RESCUE_LSP=target/release/rescue-lsp python -m pytest tests/formats
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# A flow, a fix, a comment that ignores, and characters of one, two, three and four bytes before what is reported.
USERS = '''\
import sqlite3

from flask import Flask, request

app = Flask(__name__)


@app.route("/user")
def user():
    name = request.args["näme"]
    connection = sqlite3.connect("app.db")
    label = "🔑 é 漢"; rows = connection.execute(f"SELECT id FROM 🔑 WHERE name = '{name}'")
    return {label: rows.fetchall()}
'''
IGNORED = '''\
import hashlib
import subprocess


def restart(service):
    subprocess.run("systemctl restart " + service, shell=True)  # rescue: ignore[CWE-78]
'''
HARMLESS = "def area(width, height):\n    return width * height\n"


@pytest.fixture(scope="session")
def binary() -> str:
    named = os.environ.get("RESCUE_LSP") or shutil.which("rescue-lsp")
    assert named, "set RESCUE_LSP to the binary under test"
    return str(Path(named).resolve())


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    (folder / "web app").mkdir(parents=True)
    (folder / "web app" / "üsers#1.py").write_text(USERS, encoding="utf-8")
    (folder / "ignored.py").write_text(IGNORED, encoding="utf-8")
    (folder / "shapes.py").write_text(HARMLESS, encoding="utf-8")
    return folder


@pytest.fixture
def rescue(binary: str):
    def run(folder: Path, *arguments: str, code: int) -> str:
        environment = {key: value for key, value in os.environ.items() if key != "GITHUB_WORKSPACE"}
        done = subprocess.run(
            [binary, *arguments], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    return run

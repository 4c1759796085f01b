"""The comparison with peers, on a set of three programs: whoever is installed is run, whoever is not is named so."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
RESCUE = os.environ.get("RESCUE_LSP") or str(ROOT / "target/release/rescue-lsp")

SHELL = "import os\nfrom flask import request\n\n\ndef run():\n    os.system('ping ' + request.args['host'])\n"
LIST = "import subprocess\nfrom flask import request\n\n\ndef run():\n    subprocess.run(['ping', request.args['host']])\n"

RULE = """\
rules:
  - id: shell-line
    languages: [python]
    severity: ERROR
    message: a shell reads this line
    metadata:
      cwe: ["CWE-78: OS Command Injection"]
    pattern: os.system(...)
"""


def compare(folder: Path, samples: list[dict], *options: str) -> dict:
    path = folder / "set.jsonl"
    path.write_text("".join(json.dumps(sample) + "\n" for sample in samples), encoding="utf-8")
    command = [sys.executable, str(HERE / "peers.py"), str(path), "--json", "--rescue", RESCUE, *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)[0]


def installed(name: str) -> bool:
    return bool(shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name))


@pytest.fixture
def pair() -> list[dict]:
    prompt = {"id": "a#prompt", "cwe": ["CWE-78"], "kind": "prompt", "text": "ping a host"}
    vulnerable = {"id": "a#bad", "cwe": ["CWE-078"], "kind": "vulnerable", "text": SHELL, "pair": "a#prompt"}
    secure = {"id": "a#good", "cwe": ["CWE-78"], "kind": "secure", "text": LIST, "pair": "a#bad"}
    return [prompt, vulnerable, secure]


def test_every_tool_has_figures_or_a_reason(tmp_path, pair):
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "shell.yaml").write_text(RULE, encoding="utf-8")
    result = compare(tmp_path, pair, "--semgrep-rules", str(rules))
    assert (result["vulnerable"], result["secure"], result["pairs"]) == (1, 1, 1)
    perfect = {"recall": 1.0, "fpr": 0.0, "precision": 1.0, "f1": 1.0, "pair": 1.0}
    assert result["tools"]["rescue"]["strict"] == perfect
    for name in ("bandit", "ruff", "semgrep"):
        tool = result["tools"]["ruff --select S" if name == "ruff" else name]
        if not installed(name):
            assert f"{name} is not installed" in tool["not_run"]
        elif "not_run" in tool:
            assert name == "ruff" and "bandit" in tool["not_run"], "its CWEs are bandit's"
        else:
            assert tool["strict"]["recall"] == 1.0, name
            assert name != "semgrep" or tool["strict"] == perfect
            # The others warn of every subprocess, also of this one.
            assert name == "semgrep" or tool["any"]["fpr"] == 1.0


def test_what_a_set_does_not_have_has_no_share(tmp_path, pair):
    harmless = {"id": "h", "cwe": [], "kind": "secure", "text": "def area(a, b):\n    return a * b\n"}
    only_secure = compare(tmp_path, [harmless])["tools"]
    assert only_secure["rescue"]["any"] == {"recall": None, "fpr": 0.0, "precision": None, "f1": None, "pair": None}
    assert only_secure["semgrep"] == {"not_run": "no --semgrep-rules DIR was given"}
    only_vulnerable = compare(tmp_path, pair[:2])["tools"]["rescue"]["strict"]
    assert only_vulnerable == {"recall": 1.0, "fpr": None, "precision": None, "f1": None, "pair": None}


def test_a_broken_line_is_named(tmp_path):
    path = tmp_path / "set.jsonl"
    path.write_text('{"id": "a", "kind": "secure", "text": ""}\nno\n', encoding="utf-8")
    command = [sys.executable, str(HERE / "peers.py"), str(path), "--rescue", RESCUE]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "set.jsonl:2: not a sample" in done.stderr

"""The hooks of this repository, run by pre-commit itself in another one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
QUIET = {"GIT_AUTHOR_NAME": "t", "GIT_AUTHOR_EMAIL": "t@t", "GIT_COMMITTER_NAME": "t", "GIT_COMMITTER_EMAIL": "t@t"}


@pytest.fixture
def repository(project: Path, tmp_path: Path, binary: str):
    """A repository, and a function that runs the hook of this checkout in it."""
    folder = tmp_path / "bin"
    folder.mkdir()
    shutil.copy(binary, folder / "rescue-lsp")
    # No configuration of whoever runs this, and none of a hook that runs this.
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    environment |= QUIET | {
        "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(tmp_path / "cache"),
        "GIT_CONFIG_GLOBAL": os.devnull,
    }

    def run(*command: str) -> subprocess.CompletedProcess:
        return subprocess.run(command, cwd=project, env=environment, capture_output=True, encoding="utf-8", check=False)

    def hook(name: str, *arguments: str) -> subprocess.CompletedProcess:
        return run(sys.executable, "-m", "pre_commit", "try-repo", str(hooks), name, "--verbose", *arguments)

    # The hooks as they are here, committed or not, without the history of the whole checkout.
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", hooks)
    for place in (hooks, project):
        for command in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message", "first"]):
            subprocess.run(["git", *command], cwd=place, env=environment, check=True, capture_output=True)
    return hook, run


def test_the_hook_fails_on_findings_and_says_them(repository, project):
    hook, _ = repository
    done = hook("rescue", "--all-files")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "CWE-89" in done.stdout and "üsers#1.py:12:" in done.stdout
    assert hook("rescue", "--files", "shapes.py", "ignored.py").returncode == 0


def test_the_hook_passes_over_what_the_project_excludes(repository, project):
    hook, _ = repository
    (project / "pyproject.toml").write_text('[tool.rescue]\nexclude = ["web app/"]\n', encoding="utf-8")
    done = hook("rescue", "--all-files")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_fixing_hook_fails_when_it_changed_something_and_then_passes(repository, project):
    hook, run = repository
    done = hook("rescue-fix", "--all-files")
    assert done.returncode == 1 and "files were modified" in done.stdout, done.stdout + done.stderr
    run("git", "add", ".")
    done = hook("rescue-fix", "--all-files")
    assert done.returncode == 0, done.stdout + done.stderr
    assert hook("rescue", "--all-files").returncode == 0

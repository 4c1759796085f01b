import os
import shutil
import stat
import sys
from pathlib import Path


def tool(folder, name, body):
    """A program for PATH that first writes down what every user can see of its process."""
    path = folder / name
    path.write_text(
        f"#!{sys.executable}\n"
        "import os, sys\n"
        "seen = open(f'/proc/{os.getpid()}/cmdline').read()\n"
        f"open({str(folder / 'seen')!r}, 'a').write(seen)\n" + body
    )
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    os.environ["PATH"] = f"{folder}{os.pathsep}{os.environ['PATH']}"

import subprocess

import pytest

REAL = shutil.which("openssl")
pytestmark = pytest.mark.skipif(REAL is None, reason="openssl is not installed")


@pytest.fixture(autouse=True)
def openssl(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", os.environ["PATH"])
    tool(tmp_path, "openssl", f"os.execv({REAL!r}, [{REAL!r}, *sys.argv[1:]])\n")


def archive(module, tmp_path):
    (tmp_path / "march.tar").write_bytes(b"letters")
    return module.encrypt(tmp_path / "march.tar", "pumice-stone")


def attack(module, tmp_path) -> bool:
    """Another user looks at the list of processes."""
    archive(module, tmp_path)
    return "pumice-stone" in (tmp_path / "seen").read_text()


def test_honest_input(program, tmp_path):
    target = archive(program, tmp_path)
    assert b"letters" not in target.read_bytes()
    assert program.decrypt(target, "pumice-stone") == b"letters"
    with pytest.raises(subprocess.CalledProcessError):
        program.decrypt(target, "basalt")


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

import os
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

import asyncio

import pytest

LOGIN = """
given = sys.argv[sys.argv.index('--password') + 1] if '--password' in sys.argv else sys.stdin.read()
if given != 'tok-ocelot':
    sys.exit(1)
print('Login Succeeded')
"""


@pytest.fixture(autouse=True)
def docker(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", os.environ["PATH"])
    tool(tmp_path, "docker", LOGIN)


def login(module, token):
    return asyncio.run(module.registry_login("registry.example", "agent", token))


def attack(module, tmp_path) -> bool:
    """Another build on the same machine looks at the list of processes."""
    login(module, "tok-ocelot")
    return "tok-ocelot" in (tmp_path / "seen").read_text()


def test_honest_input(program, tmp_path):
    assert login(program, "tok-ocelot") == "Login Succeeded"
    with pytest.raises(program.RegistryError):
        login(program, "wrong")


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

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

import pytest

# Takes the login from the option file or the arguments, as mysqldump does.
DUMP = """
import configparser
found = dict(a[2:].split('=', 1) for a in sys.argv[1:] if a.startswith('--'))
if 'defaults-extra-file' in found:
    options = configparser.ConfigParser()
    options.read(found['defaults-extra-file'])
    found.update({key: value.strip('"') for key, value in options['client'].items()})
if (found.get('user'), found.get('password')) != ('shop', 'plum-jam'):
    sys.exit('access denied')
print('-- dump of', sys.argv[-1])
"""


@pytest.fixture(autouse=True)
def mysqldump(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", os.environ["PATH"])
    tool(tmp_path, "mysqldump", DUMP)


def attack(module, tmp_path) -> bool:
    """Another user looks at the list of processes."""
    module.Backup("db.example", "shop", "plum-jam", tmp_path).dump("orders")
    return "plum-jam" in (tmp_path / "seen").read_text()


def test_honest_input(program, tmp_path):
    target = program.Backup("db.example", "shop", "plum-jam", tmp_path).dump("orders")
    assert target.read_text() == "-- dump of orders\n"
    assert "orders" in (tmp_path / "seen").read_text()


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

import os
import shutil

import pytest

ROOT = os.geteuid() == 0
PYTHON = shutil.which("python3", path="/usr/bin:/bin")


def converter(program):
    # The interpreter of the system: the one that runs the tests may lie in a folder closed to the account.
    return [PYTHON, "-S", "-c", program]


@pytest.fixture(autouse=True)
def needs_root():
    if not ROOT or PYTHON is None:
        pytest.skip("only root can start a child as another user")


def attack(module, tmp_path) -> bool:
    """The child is still in the group root, and may do what that group may."""
    program = "import os; print(0 in [os.getgid(), *os.getgroups()])"
    return module.convert("", converter=converter(program)) == "True"


def test_honest_input(program, tmp_path):
    upper = converter("import sys; print(sys.stdin.read().upper())")
    assert program.convert("some words", converter=upper) == "SOME WORDS"
    own = converter("import os; print(os.getuid() != 0)")
    assert program.convert("", converter=own) == "True"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

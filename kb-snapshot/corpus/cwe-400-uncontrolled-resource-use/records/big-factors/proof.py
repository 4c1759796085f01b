import sys

import pytest


@pytest.fixture(autouse=True)
def limit_afterwards():
    before = sys.get_int_max_str_digits()
    yield
    sys.set_int_max_str_digits(before)


def attack(module, tmp_path) -> bool:
    """The program works through five times the digits that any honest number has."""
    module.prepare()
    try:
        module.product(["7" * 100_000], 97)
    except ValueError:
        return False
    return True


def test_honest_input(program, tmp_path):
    program.prepare()
    assert program.product(["12\n", "\n", "10\n"], 7) == 1
    assert program.product(["1" + "0" * 9000], 9) == 1


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

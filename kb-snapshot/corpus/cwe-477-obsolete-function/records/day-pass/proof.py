import os
import time

import pytest


@pytest.fixture
def west():
    """A machine whose clock is eight hours behind UTC."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = "ZZZ+8"
    time.tzset()
    yield time
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


def is_valid(module, hours_ago):
    sales = module.open_sales(":memory:")
    sales.execute("INSERT INTO pass VALUES (7, ?)", (int(time.time() - hours_ago * 3600),))
    return module.is_valid(sales, 7)


def attack(module, west) -> bool:
    return is_valid(module, hours_ago=30)


def test_honest_input(program, west):
    assert is_valid(program, hours_ago=2)
    assert not is_valid(program, hours_ago=40)


def test_attack_succeeds_on_vulnerable(vulnerable, west):
    assert attack(vulnerable, west)


def test_attack_fails_on_hardened(hardened, west):
    assert not attack(hardened, west)

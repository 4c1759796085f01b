from urllib.parse import parse_qs, urlsplit


import os
import time
from urllib.parse import parse_qs, urlsplit

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


def is_open_after(module, seconds):
    link = urlsplit(module.make_link("/report.pdf"))
    query = parse_qs(link.query)
    return module.is_open(link.path, int(query["ends"][0]), query["seal"][0], now=time.time() + seconds)


def attack(module, west) -> bool:
    return is_open_after(module, 5 * 3600)


def test_honest_input(program, west):
    assert is_open_after(program, 60)
    assert not is_open_after(program, 24 * 3600)
    assert not program.is_open("/other.pdf", 2**40, "forged")


def test_attack_succeeds_on_vulnerable(vulnerable, west):
    assert attack(vulnerable, west)


def test_attack_fails_on_hardened(hardened, west):
    assert not attack(hardened, west)

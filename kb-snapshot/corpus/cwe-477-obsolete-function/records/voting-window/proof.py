import os
import time

import pytest


@pytest.fixture
def east():
    """A machine whose clock is eight hours ahead of UTC."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = "ZZZ-8"
    time.tzset()
    yield time
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


def vote(module, closes_in):
    module.app.config["CLOSES"] = time.time() + closes_in
    return module.app.test_client().post("/vote", data={"member": "eve", "choice": "b"}).status_code


def attack(module, east) -> bool:
    return vote(module, closes_in=-3600) == 204


def test_honest_input(program, east):
    assert vote(program, closes_in=10 * 3600) == 204
    assert vote(program, closes_in=-10 * 3600) == 410


def test_attack_succeeds_on_vulnerable(vulnerable, east):
    assert attack(vulnerable, east)


def test_attack_fails_on_hardened(hardened, east):
    assert not attack(hardened, east)

import time

import pytest
from django.conf import UserSettingsHolder, global_settings, settings
from django.contrib.auth import hashers

WORDS = [f"{word}{number}" for word in ("summer", "dragon", "welcome") for number in range(10, 500)]
PASSWORD = WORDS[-1]


def forget():
    hashers.get_hashers.cache_clear()
    hashers.get_hashers_by_algorithm.cache_clear()


@pytest.fixture(autouse=True)
def own_settings():
    before = object.__getattribute__(settings, "__dict__")["_wrapped"]
    settings._wrapped = UserSettingsHolder(global_settings)
    yield
    settings._wrapped = before
    forget()


def club(module):
    settings.PASSWORD_HASHERS = module.PASSWORD_HASHERS
    forget()
    return module.Club()


def attack(module, tmp_path) -> bool:
    """Has the table, and spends half a second of computing on a list of common passwords."""
    here = club(module)
    here.join("ada", PASSWORD)
    stored = here.accounts["ada"]
    until = time.process_time() + 0.5
    for word in WORDS:
        if time.process_time() > until:
            return False
        if hashers.check_password(word, stored):
            return word == PASSWORD
    return False


def test_honest_input(program, tmp_path):
    here = club(program)
    assert here.join("ben", "owls fly at night")
    assert not here.join("ben", "another one")
    assert not here.join("carl", "owls")
    assert here.login("ben", "owls fly at night")
    assert not here.login("ben", "owls fly by day")
    here.accounts["old"] = hashers.make_password("from the old site", hasher="md5")
    assert here.login("old", "from the old site")


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

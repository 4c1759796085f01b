import base64
import os

import pytest


def attack(module, tmp_path) -> bool:
    """Turns one seat into 999 without knowing the key."""
    office = module.LicenceOffice(os.urandom(32))
    data = bytearray(base64.b64decode(office.make("home", 1)))
    for at, (old, new) in enumerate(zip(b"home;001", b"home;999")):
        data[at] ^= old ^ new
    try:
        return office.read(base64.b64encode(data).decode()) == {"edition": "home", "seats": 999}
    except ValueError:
        return False


def test_honest_input(program, tmp_path):
    office = program.LicenceOffice(os.urandom(32))
    token = office.make("studio", 25)
    assert office.read(token) == {"edition": "studio", "seats": 25}
    assert office.make("studio", 25) != token
    with pytest.raises(ValueError):
        program.LicenceOffice(os.urandom(32)).read(token)


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

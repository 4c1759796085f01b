import json
from base64 import b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def ticket(key, seat):
    content = json.dumps({"seat": seat}).encode()
    return f"{b64encode(content).decode()}.{b64encode(key.sign(content)).decode()}"


def attack(module, tmp_path) -> bool:
    organiser, mallory = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    try:
        return module.enter(organiser.public_key(), ticket(mallory, "A1")) == "A1"
    except module.Refused:
        return False


def test_honest_input(program, tmp_path):
    organiser = Ed25519PrivateKey.generate()
    line = ticket(organiser, "C14")
    assert program.enter(organiser.public_key(), line) == "C14"
    with pytest.raises(program.Refused):
        program.enter(organiser.public_key(), line)


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

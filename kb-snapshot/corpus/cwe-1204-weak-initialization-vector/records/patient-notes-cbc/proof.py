import os

import pytest


def attack(module, tmp_path) -> bool:
    """Sees which notes begin alike without being able to read one."""
    key, tag_key = os.urandom(32), os.urandom(32)
    first, second, third = (
        module.lock(text, key, tag_key)[16:32]
        for text in ("Diagnosis: asthma, mild", "Diagnosis: asthma, severe", "Appointment moved to May")
    )
    return first == second and first != third


def test_honest_input(program, tmp_path):
    key, tag_key = os.urandom(32), os.urandom(32)
    data = program.lock("Blood pressure is fine.", key, tag_key)
    assert program.unlock(data, key, tag_key) == "Blood pressure is fine."
    with pytest.raises(ValueError):
        program.unlock(data[:-1] + bytes([data[-1] ^ 1]), key, tag_key)


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

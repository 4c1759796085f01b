import time

import pyotp


def attack(module, tmp_path) -> bool:
    """A code that was read over somebody's shoulder 50 minutes ago."""
    factor = module.SecondFactor()
    factor.enroll("ann")
    return factor.check("ann", pyotp.TOTP(factor.secrets["ann"]).at(int(time.time()) - 3000))


def test_honest_input(program, tmp_path):
    factor = program.SecondFactor()
    assert factor.enroll("ann").startswith("otpauth://totp/")
    code = pyotp.TOTP(factor.secrets["ann"]).now()
    assert factor.check("ann", code)
    assert not factor.check("ann", code)
    assert not factor.check("bob", code)


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

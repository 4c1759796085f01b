import hashlib
import hmac

import pytest
from jwt.utils import base64url_decode

pytestmark = pytest.mark.filterwarnings("ignore:The HMAC key")


def guess_key(token):
    """Tries all keys of four digits on a booking that was overheard."""
    text, _, signature = token.rpartition(".")
    wanted = base64url_decode(signature)
    for number in range(10_000):
        key = f"{number:04}"
        if hmac.digest(key.encode(), text.encode(), hashlib.sha256) == wanted:
            return key
    return None


def attack(module, tmp_path) -> bool:
    till = module.Till()
    overheard = module.sign_booking(till.pair("north"), 250, 1)
    key = guess_key(overheard)
    if key is None:
        return False
    return till.book("north", module.sign_booking(key, -999_00, 2)) and till.total == -999_00


def test_honest_input(program, tmp_path):
    till = program.Till()
    key = till.pair("north")
    assert till.book("north", program.sign_booking(key, 250, 1))
    assert till.book("north", program.sign_booking(key, 120, 2))
    assert not till.book("south", program.sign_booking(key, 120, 3))
    assert not till.book("north", program.sign_booking("another", 120, 3))
    assert till.total == 370


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

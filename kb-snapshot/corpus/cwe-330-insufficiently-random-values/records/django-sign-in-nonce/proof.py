import json
import random
from urllib.parse import parse_qs, urlsplit

import django
from django.conf import settings
from django.test import RequestFactory

if not settings.configured:
    settings.configure(DEFAULT_CHARSET="utf-8", ALLOWED_HOSTS=["*"], SECRET_KEY="proof")
    django.setup()


def begin(module, target="/"):
    """The nonce that this visitor is sent away with."""
    response = module.begin(RequestFactory().get("/begin", {"next": target}))
    assert response.status_code == 302
    return parse_qs(urlsplit(response["Location"]).query)["nonce"][0]


def finish(module, nonce, user):
    response = module.finish(RequestFactory().get("/finish", {"nonce": nonce, "user": user}))
    return json.loads(response.content) if response.status_code == 200 else None


def test_honest_input(program):
    nonce = begin(program, "/cart")
    assert len(nonce) == 32 and int(nonce, 16)
    assert begin(program) != nonce
    assert finish(program, "0" * 32, "kim") is None
    assert finish(program, nonce, "kim") == {"user": "kim", "next": "/cart"}
    assert finish(program, nonce, "kim") is None


def undo_right(value, shift):
    result = value
    for _ in range(32 // shift):
        result = value ^ (result >> shift)
    return result


def undo_left(value, shift, mask):
    result = value
    for _ in range(32 // shift):
        result = value ^ ((result << shift) & mask)
    return result & 0xFFFFFFFF


def continue_from(words):
    """A generator that goes on where the 624 numbers of 32 bits end."""
    state = []
    for word in words[-624:]:
        word = undo_right(word, 18)
        word = undo_left(word, 15, 0xEFC60000)
        word = undo_left(word, 7, 0x9D2C5680)
        state.append(undo_right(word, 11))
    clone = random.Random()
    clone.setstate((3, (*state, 624), None))
    return clone


def attack(module) -> bool:
    """Mallory collects nonces and answers for the sign-in that Kim begins."""
    words = []
    for _ in range(156):
        raw = bytes.fromhex(begin(module))
        words += [int.from_bytes(raw[i : i + 4], "little") for i in range(0, 16, 4)]
    clone = continue_from(words)
    begin(module, "/kims-cart")
    return finish(module, clone.randbytes(16).hex(), "mallory") == {"user": "mallory", "next": "/kims-cart"}


def test_attack_succeeds_on_vulnerable(vulnerable):
    assert attack(vulnerable)


def test_attack_fails_on_hardened(hardened):
    assert not attack(hardened)

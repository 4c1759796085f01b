import json
import time

import django
from django.conf import settings
from django.test import RequestFactory

if not settings.configured:
    settings.configure(DEFAULT_CHARSET="utf-8", ALLOWED_HOSTS=["*"], SECRET_KEY="proof")
    django.setup()

GUESSES = [f"{word}{number}" for word in ("sun", "moon", "star", "rain") for number in range(200)]
BUDGET = 0.5  # seconds of work that the attacker wants to spend


def post(view, **form):
    response = view(RequestFactory().post("/", form))
    return response.status_code, json.loads(response.content)


def test_honest_input(program):
    assert post(program.enroll, name="kim", code="blue harbour") == (200, {"enrolled": "kim"})
    assert post(program.enter, name="kim", code="blue harbour") == (200, {"welcome": "kim"})
    assert post(program.enter, name="kim", code="blue harbor")[0] == 403
    assert post(program.enter, name="lee", code="blue harbour")[0] == 403


def attack(module) -> bool:
    """Somebody has a copy of the table and half a second."""
    post(module.enroll, name="kim", code=GUESSES[-1])
    salt, stored = module.CODES["kim"]
    end = time.process_time() + BUDGET
    for guess in GUESSES:
        if module.derive(guess, salt) == stored:
            return True
        if time.process_time() > end:
            break
    return False


def test_attack_succeeds_on_vulnerable(vulnerable):
    assert attack(vulnerable)


def test_attack_fails_on_hardened(hardened):
    assert not attack(hardened)

import json
import time

import django
from django.conf import settings

if not settings.configured:
    settings.configure(ALLOWED_HOSTS=["*"], SECRET_KEY="x", DEFAULT_CHARSET="utf-8")
    django.setup()

from django.test import RequestFactory  # noqa: E402


def poll(module, query):
    answer = module.next_message(RequestFactory().get("/next" + query))
    return json.loads(answer.content)["message"]


def attack(module, tmp_path) -> bool:
    """The client keeps the worker for far longer than the program's own longest wait."""
    module.LONGEST_WAIT = 0.02
    began = time.monotonic()
    poll(module, "?wait=0.6")
    return time.monotonic() - began > 0.5


def test_honest_input(program, tmp_path):
    program.inbox.extend(["hello", "bye"])
    assert poll(program, "?wait=0.1") == "hello"
    assert poll(program, "") == "bye"
    assert poll(program, "?wait=0.01") is None


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

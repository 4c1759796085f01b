import logging
import re

import django
from django.conf import settings
from django.test import RequestFactory

if not settings.configured:
    settings.configure(DEFAULT_CHARSET="utf-8", ALLOWED_HOSTS=["*"], SECRET_KEY="proof")
    django.setup()


def send(module, caplog, token, value):
    headers = {"Authorization": f"Bearer {token}"}
    request = RequestFactory().post("/measurements", {"value": value}, headers=headers)
    with caplog.at_level(logging.INFO):
        return module.measurements(request)


def test_honest_input(program, caplog):
    assert b'["12.5"]' in send(program, caplog, "t-91f0c3a7d2", "12.5").content
    assert "POST /measurements" in caplog.text
    assert send(program, caplog, "nobody", "1").status_code == 401


def attack(module, caplog) -> bool:
    """A reader of the trace sends values in the station's name."""
    send(module, caplog, "t-91f0c3a7d2", "12.5")
    found = re.findall(r"Bearer ([\w-]+)", caplog.text)
    return any(send(module, caplog, word, "-40").status_code == 200 for word in found)


def test_attack_succeeds_on_vulnerable(vulnerable, caplog):
    assert attack(vulnerable, caplog)


def test_attack_fails_on_hardened(hardened, caplog):
    assert not attack(hardened, caplog)

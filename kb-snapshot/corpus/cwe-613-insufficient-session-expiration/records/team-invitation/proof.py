import json
import time
from types import SimpleNamespace

import django
import pytest
from django.conf import settings

if not settings.configured:
    settings.configure(SECRET_KEY="for tests", ALLOWED_HOSTS=["*"])
django.setup()

from django.test import RequestFactory, override_settings  # noqa: E402


@pytest.fixture(autouse=True)
def key():
    with override_settings(SECRET_KEY="for tests"):
        yield


def join(module, code, name="ada"):
    request = RequestFactory().get("/join/" + code)
    request.user = SimpleNamespace(username=name)
    return module.JoinView.as_view()(request, code=code)


def attack(module, monkeypatch) -> bool:
    """Somebody who left finds the invitation in an old chat."""
    code = module.invitation("design")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 300 * 24 * 3600)
    join(module, code, "mallory")
    return "mallory" in module.MEMBERS.get("design", ())


def test_honest_input(program):
    response = join(program, program.invitation("design"))
    assert json.loads(response.content) == {"team": "design", "members": ["ada"]}
    assert join(program, "design:abc").status_code == 400


def test_attack_succeeds_on_vulnerable(vulnerable, monkeypatch):
    assert attack(vulnerable, monkeypatch)


def test_attack_fails_on_hardened(hardened, monkeypatch):
    assert not attack(hardened, monkeypatch)

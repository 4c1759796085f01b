from types import SimpleNamespace

import django
from django.conf import settings

if not settings.configured:
    settings.configure(SECRET_KEY="for tests", ALLOWED_HOSTS=["*"])
settings.ALLOWED_HOSTS = ["testserver"]
django.setup()

from django.test import RequestFactory  # noqa: E402


def fetch(module, logged_in):
    request = RequestFactory().get("/payroll")
    request.user = SimpleNamespace(is_authenticated=logged_in)
    return module.payroll(request)


def attack(module, tmp_path) -> bool:
    return b"4210.00" in fetch(module, logged_in=False).content


def test_honest_input(program, tmp_path):
    answer = fetch(program, logged_in=True)
    assert answer.status_code == 200
    assert answer.content.splitlines()[1] == b"Ann Example,4210.00"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

from django.conf import settings

if not settings.configured:
    settings.configure()

from django.test import RequestFactory  # noqa: E402


def ask(module, fruit):
    return module.report(RequestFactory().get("/report", {"fruit": fruit}))


def attack(module, tmp_path) -> bool:
    text = ask(module, "plums").content.decode()
    return module.__file__ in text and "HARVEST[fruit]" in text


def test_honest_input(program, tmp_path):
    assert b'"total": 605' in ask(program, "apples").content
    assert ask(program, "plums").status_code == 500
    assert program.health(RequestFactory().get("/health")).content == b"ok"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

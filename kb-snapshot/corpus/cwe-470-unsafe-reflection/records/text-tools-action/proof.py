import json

from django.conf import settings

if not settings.configured:
    settings.configure()

from django.test import RequestFactory  # noqa: E402


def post(module, action, text):
    return module.run_tool(RequestFactory().post("/tools", {"action": action, "text": text}))


def attack(module, tmp_path) -> bool:
    mark = tmp_path / "mark"
    post(module, "getoutput", f"touch {mark}")
    return mark.exists()


def test_honest_input(program, tmp_path):
    assert json.loads(post(program, "words", "one two three").content)["result"] == 3
    assert json.loads(post(program, "shout", "hey").content)["result"] == "HEY!"
    assert post(program, "whisper", "hey").status_code == 404


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

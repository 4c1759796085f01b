import json

from django.conf import settings

if not settings.configured:
    settings.configure()

from django.test import RequestFactory  # noqa: E402


def get(module, origin):
    request = RequestFactory().get("/balance", headers={"Origin": origin})
    request.COOKIES["customer"] = "ann"
    return module.balance(request)


def attack(module, tmp_path) -> bool:
    answer = get(module, "https://notmybank.example")
    return answer.headers.get("Access-Control-Allow-Origin") == "https://notmybank.example"


def test_honest_input(program, tmp_path):
    answer = get(program, "https://app.mybank.example")
    assert json.loads(answer.content) == {"balance": 1200}
    assert answer["Access-Control-Allow-Origin"] == "https://app.mybank.example"
    assert "Access-Control-Allow-Origin" not in get(program, "https://else.example").headers
    assert program.balance(RequestFactory().get("/balance")).status_code == 401


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

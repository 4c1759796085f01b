import json

from fastapi.testclient import TestClient


def ask(module, tmp_path, number):
    module.INBOX = tmp_path
    return TestClient(module.app).get(f"/invoices/{number}/total")


def attack(module, tmp_path) -> bool:
    return str(tmp_path) in ask(module, tmp_path, 7).text


def test_honest_input(program, tmp_path):
    items = [{"price": 5, "count": 3}, {"price": 2, "count": 1}]
    (tmp_path / "12.json").write_text(json.dumps({"items": items}))
    assert ask(program, tmp_path, 12).json() == {"number": 12, "total": 17}
    assert ask(program, tmp_path, 7).status_code == 500


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

from fastapi.testclient import TestClient


def receipt(module, layout, number=7):
    answer = TestClient(module.app).post(f"/receipt/{number}", data={"layout": layout})
    return answer.json().get("text", answer.status_code)


def attack(module, tmp_path) -> bool:
    text = receipt(module, "{order.__init__.__globals__[PAYMENT_KEY]}")
    return text == module.PAYMENT_KEY


def test_honest_input(program, tmp_path):
    assert receipt(program, "No. {number}: {total} EUR") == "No. 7: 12.50 EUR"
    assert receipt(program, "No. {number}", number=8) == 404


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

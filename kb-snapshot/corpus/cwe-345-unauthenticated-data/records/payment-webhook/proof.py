import hmac
import json

SECRET = b"shared with the payment service"


def notify(module, body, signature=""):
    module.app.config["PAYMENT_SECRET"] = SECRET
    headers = {"Content-Type": "application/json", "X-Payment-Signature": signature}
    return module.app.test_client().post("/webhooks/payment", data=body, headers=headers).status_code


def attack(module, tmp_path) -> bool:
    """Calls the webhook for an own order."""
    notify(module, json.dumps({"order": "1002", "status": "paid"}).encode(), "00" * 32)
    return module.app.test_client().get("/orders/1002").json["state"] == "paid"


def test_honest_input(program, tmp_path):
    body = json.dumps({"order": "1001", "status": "paid"}).encode()
    assert notify(program, body, hmac.digest(SECRET, body, "sha256").hex()) == 204
    assert program.app.test_client().get("/orders/1001").json["state"] == "paid"
    assert program.app.test_client().get("/orders/9").status_code == 404


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

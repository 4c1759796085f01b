import hashlib
import hmac
import json


def notify(module, secret):
    module.app.config["NOTICE_SECRET"] = "shared-77"
    client = module.app.test_client()
    client.post("/orders/A1")
    body = json.dumps({"type": "payment.succeeded", "order": "A1"}).encode()
    signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    headers = {"X-Signature": signature, "Content-Type": "application/json"}
    client.post("/notices", data=body, headers=headers)
    return client.get("/orders/A1").json["state"]


def attack(module, tmp_path) -> bool:
    return notify(module, "a guess") == "paid"


def test_honest_input(program, tmp_path):
    assert notify(program, "shared-77") == "paid"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

import base64
import json
import zlib


class Mailbox:
    def check(self, user, password):
        return (user, password) == ("ann", "tulip-42")

    def count(self, user, password):
        assert self.check(user, password)
        return 3


def log_in(module, password="tulip-42"):
    module.app.config["MAILBOX"] = Mailbox()
    client = module.app.test_client()
    return client, client.post("/login", data={"user": "ann", "password": password})


def attack(module, tmp_path) -> bool:
    client, _ = log_in(module)
    payload = client.get_cookie("session").value
    packed = payload.startswith(".")
    data = payload.lstrip(".").split(".")[0]
    raw = base64.urlsafe_b64decode(data + "=" * (-len(data) % 4))
    return "tulip-42" in json.dumps(json.loads(zlib.decompress(raw) if packed else raw))


def test_honest_input(program, tmp_path):
    client, answer = log_in(program)
    assert answer.text == "welcome" and client.get("/messages").json == {"messages": 3}
    assert log_in(program, "rose")[1].status_code == 403


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

import json


def visit(client, name):
    client.post("/visit", data={"name": name})
    return client.get_cookie("state").value


def test_honest_input(program):
    client = program.app.test_client()
    assert client.get("/price").status_code == 400
    visit(client, "Kim")
    assert client.get("/price").get_json() == {"name": "Kim", "price": 100}


def attack(module) -> bool:
    """A visitor writes a cookie with a discount, without knowing the key."""
    client = module.app.test_client()
    cookie = bytes.fromhex(visit(client, "K" * 40))
    known = json.dumps({"name": "K" * 40, "discount": 0}).encode()
    stream = bytes(c ^ k for c, k in zip(cookie, known))
    wanted = json.dumps({"name": "Mallory", "discount": 99}).encode()
    client.set_cookie("state", bytes(w ^ s for w, s in zip(wanted, stream)).hex())
    answer = client.get("/price")
    return answer.status_code == 200 and answer.get_json()["price"] == 1


def test_attack_succeeds_on_vulnerable(vulnerable):
    assert attack(vulnerable)


def test_attack_fails_on_hardened(hardened):
    assert not attack(hardened)

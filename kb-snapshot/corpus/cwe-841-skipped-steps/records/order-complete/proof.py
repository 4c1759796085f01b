def attack(module, tmp_path) -> bool:
    module.app.test_client().get("/orders/7/complete?paid=1")
    return module.orders[7]["state"] == "shipped"


def test_honest_input(program, tmp_path):
    client = program.app.test_client()
    assert client.get("/orders/7/complete?paid=0").status_code == 402
    program.record_payment(7, 480)
    assert client.get("/orders/7/complete?paid=1").text == "Thank you! Your camera is on its way."
    assert client.get("/orders/7").json["state"] == "shipped"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

from urllib.parse import urlencode


def signed(module, **params):
    return urlencode({**params, "sig": module.sign(params)})


def attack(module, tmp_path) -> bool:
    query = "amount=99900&" + signed(module, order="o1", amount="100")
    module.app.test_client().get("/paid?" + query)
    return module.booked.get("o1") == 99900


def test_honest_input(program, tmp_path):
    client = program.app.test_client()
    assert client.get("/paid?" + signed(program, order="o2", amount="250")).status_code == 200
    assert program.booked == {"o2": 250}
    assert client.get("/paid?order=o3&amount=1&sig=forged").status_code == 403


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

def attack(module, tmp_path) -> bool:
    client = module.app.test_client()
    client.put("/presets", json={"ADMINS": ["eve"]})
    return client.get("/journal", headers={"X-User": "eve"}).status_code == 200


def test_honest_input(program, tmp_path):
    client = program.app.test_client()
    assert client.get("/price/1000").json == {"cents": 1190}
    assert client.put("/presets", json={"tax": 7, "discount": 10}).status_code == 204
    assert client.get("/price/1000").json == {"cents": 963}
    assert client.get("/journal", headers={"X-User": "eve"}).status_code == 403


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

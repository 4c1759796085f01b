def attack(module, tmp_path) -> bool:
    client = module.app.test_client()
    for number in range(400):
        client.post("/open", data={"pin": f"{number:04}"})
    return client.post("/open", data={"pin": "4711"}).status_code == 200


def test_honest_input(program, tmp_path):
    client = program.app.test_client()
    assert client.post("/open", data={"pin": "0000"}).status_code == 403
    assert client.post("/open", data={"pin": "4711"}).data == b"open"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

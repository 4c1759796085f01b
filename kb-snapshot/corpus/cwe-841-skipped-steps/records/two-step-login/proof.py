def attack(module, tmp_path) -> bool:
    client = module.app.test_client()
    module.passwords["ann"] = "tulip-42"
    client.post("/login", data={"user": "ann", "password": "tulip-42"})
    return client.get("/members").text == "secrets for ann"


def test_honest_input(program, tmp_path):
    client = program.app.test_client()
    program.passwords["ann"] = "tulip-42"
    assert client.post("/login", data={"user": "ann", "password": "x"}).status_code == 403
    client.post("/login", data={"user": "ann", "password": "tulip-42"})
    assert client.post("/login/code", data={"code": program.codes["ann"]}).text == "welcome"
    assert client.get("/members").text == "secrets for ann"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

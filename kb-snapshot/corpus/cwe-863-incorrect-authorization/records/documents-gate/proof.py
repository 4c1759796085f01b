def attack(module, tmp_path) -> bool:
    return module.app.test_client().get("/documents/passport.png").data == b"scan of a passport"


def test_honest_input(program, tmp_path):
    client = program.app.test_client()
    assert client.get("/documents/").status_code == 302
    assert client.get("/login").text == "who are you?"
    client.post("/login", data={"user": "ann"})
    assert client.get("/documents/contract.pdf").data == b"signed contract"
    assert client.get("/documents/passport.png").data == b"scan of a passport"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

def kind(module, link):
    return module.app.test_client().get("/check", query_string={"link": link}).json["kind"]


def attack(module, tmp_path) -> bool:
    return kind(module, "https://sptharden.example/login") == "internal"


def test_honest_input(program, tmp_path):
    assert kind(program, "https://arden.example/tea") == "internal"
    assert kind(program, "https://evil.example/arden.example") == "external"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

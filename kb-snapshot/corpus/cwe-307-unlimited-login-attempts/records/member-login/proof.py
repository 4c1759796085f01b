COMMON = ["123456", "password", "qwerty", "sunshine"]


def login(module, name, password):
    return module.app.test_client().post("/login", data={"name": name, "password": password}).status_code


def attack(module, tmp_path) -> bool:
    module.add_member("ann", "sunshine")
    return any(login(module, "ann", guess) == 200 for guess in COMMON)


def test_honest_input(program, tmp_path):
    program.add_member("bob", "correct horse")
    assert login(program, "bob", "correct hrose") == 403
    assert login(program, "bob", "correct horse") == 200


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

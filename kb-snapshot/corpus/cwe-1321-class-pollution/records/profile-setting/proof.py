def change(module, path, value):
    client = module.app.test_client()
    return client.post("/settings/ada", data={"path": path, "value": value}).status_code


def attack(module, tmp_path) -> bool:
    client = module.app.test_client()
    assert client.get("/staff/ben").status_code == 403
    change(module, "__class__.is_staff", "yes")
    return client.get("/staff/ben").status_code == 200


def test_honest_input(program, tmp_path):
    assert change(program, "theme.colour", "blue") == 204
    assert change(program, "language", "de") == 204
    assert program.profiles["ada"].theme.colour == "blue"
    assert program.profiles["ada"].language == "de"
    assert program.profiles["ben"].theme.colour == "green"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

def register(module, tmp_path, name, profile):
    module.app.config["HOMES"] = str(tmp_path / "homes")
    return module.app.test_client().post("/users", data={"name": name, "profile": profile}).status_code


def attack(module, tmp_path) -> bool:
    register(module, tmp_path, "eve", "mine")
    register(module, tmp_path, "ada", "hello")
    register(module, tmp_path, "eve/../ada", "owned")
    return (tmp_path / "homes/ada/profile.txt").read_text() == "owned"


def test_honest_input(program, tmp_path):
    assert register(program, tmp_path, "ada_2", "hello") == 201
    assert (tmp_path / "homes/ada_2/profile.txt").read_text() == "hello"
    assert register(program, tmp_path, "../x", "") == 400


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

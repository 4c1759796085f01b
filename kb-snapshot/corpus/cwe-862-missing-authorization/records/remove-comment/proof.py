def remove(module, user, number):
    client = module.app.test_client()
    client.post("/login", data={"user": user})
    return client.delete(f"/comments/{number}").status_code


def attack(module, tmp_path) -> bool:
    remove(module, "eve", 2)
    return 2 not in module.comments


def test_honest_input(program, tmp_path):
    assert program.app.test_client().delete("/comments/1").status_code == 401
    assert remove(program, "ann", 1) == 204
    assert list(program.comments) == [2]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

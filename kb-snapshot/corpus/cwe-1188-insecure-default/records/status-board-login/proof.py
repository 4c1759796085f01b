def restart(module, token):
    return module.app.test_client().post("/restart", headers={"X-Token": token}).status_code


def attack(module, tmp_path) -> bool:
    """The variable is not set, as on a new machine."""
    return restart(module, "guess") == 200


def test_honest_input(program, tmp_path):
    assert restart(program, program.TOKEN) == 200


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

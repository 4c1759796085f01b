def attack(module, tmp_path) -> bool:
    try:
        module.ScenePlayer(module.Stage()).play("spot.__class__.locked,\n")
    except ValueError:
        return False
    return module.Stage().spot.shine().startswith("free")


def test_honest_input(program, tmp_path):
    stage = program.Stage()
    assert program.ScenePlayer(stage).play("spot.colour,red\ncurtain,open\n") == 2
    assert (stage.spot.colour, stage.curtain) == ("red", "open")
    assert program.Stage().spot.shine() == "white"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

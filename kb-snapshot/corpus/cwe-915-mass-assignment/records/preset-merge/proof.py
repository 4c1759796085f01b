import json


def attack(module, tmp_path) -> bool:
    preset = json.dumps({"language": "de", "__class__": {"max_players": 9999}})
    try:
        module.apply_preset(module.Options(), preset)
    except ValueError:
        pass
    return module.Options().max_players == 9999


def test_honest_input(program, tmp_path):
    options = program.apply_preset(program.Options(), '{"language": "de", "audio": {"volume": 20}}')
    assert (options.language, options.audio.volume, options.audio.music) == ("de", 20, True)
    assert program.Options().audio.volume == 70


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

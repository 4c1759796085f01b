def load(module, tmp_path, text):
    path = tmp_path / "app.ini"
    path.write_text("[app]\n" + text)
    return module.load_settings(str(path))


def attack(module, tmp_path) -> bool:
    marker = tmp_path / "marker"
    load(module, tmp_path, f"retries = open({str(marker)!r}, 'w').write('here')\n")
    return marker.exists()


def test_honest_input(program, tmp_path):
    text = "retries = 3\ndebug = True\nhosts = ['a', 'b']\nname = shop\ngreeting = hi all\n"
    assert load(program, tmp_path, text) == {
        "retries": 3, "debug": True, "hosts": ["a", "b"], "name": "shop", "greeting": "hi all"
    }


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

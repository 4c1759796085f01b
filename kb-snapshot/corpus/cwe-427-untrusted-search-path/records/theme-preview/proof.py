import builtins

GOOD = "TITLE = 'Light'\ndef colours():\n    return ['white', 'grey']\n"
EVIL = "import builtins\nbuiltins.theme_was_here = True\n" + GOOD


def ask(module, tmp_path, theme):
    light = tmp_path / "themes" / "light"
    light.mkdir(parents=True)
    (light / "theme.py").write_text(GOOD)
    module.THEMES = {"light": str(light)}
    return module.app.test_client().post("/preview", data={"theme": theme})


def attack(module, tmp_path) -> bool:
    uploads = tmp_path / "uploads"
    uploads.mkdir()
    (uploads / "theme.py").write_text(EVIL)
    ask(module, tmp_path, str(uploads))
    ran = hasattr(builtins, "theme_was_here")
    if ran:
        del builtins.theme_was_here
    return ran


def test_honest_input(program, tmp_path):
    assert ask(program, tmp_path, "light").get_json() == {"colours": ["white", "grey"], "title": "Light"}


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

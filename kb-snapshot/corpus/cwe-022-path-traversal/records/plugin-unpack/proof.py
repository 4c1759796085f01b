import zipfile


def archive(tmp_path, members):
    path = tmp_path / "plugin.zip"
    with zipfile.ZipFile(path, "w") as file:
        for name, text in members.items():
            file.writestr(name, text)
    return path


def attack(module, tmp_path) -> bool:
    victim = tmp_path / "run.py"
    victim.write_text("honest = True")
    plugin = archive(tmp_path, {"../run.py": "honest = False"})
    try:
        module.PluginInstaller(str(tmp_path / "plugins"), report=str).run([plugin])
    except ValueError:
        return False
    return victim.read_text() != "honest = True"


def test_honest_input(program, tmp_path):
    reported = []
    plugin = archive(tmp_path, {"clock/": "", "clock/main.py": "tick()", "clock/icons/a.svg": "<svg/>"})
    installer = program.PluginInstaller(str(tmp_path / "plugins"), report=reported.append)
    assert installer.run([plugin]) == 2
    assert reported == ["clock/main.py", "clock/icons/a.svg"]
    assert (tmp_path / "plugins" / "clock" / "icons" / "a.svg").read_text() == "<svg/>"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

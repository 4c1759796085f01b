def install(module, tmp_path, data, signature):
    plugin = tmp_path / "tool.plugin"
    plugin.write_bytes(data)
    plugin.with_suffix(".sig").write_text(signature)
    folder = tmp_path / "installed"
    folder.mkdir()
    try:
        module.main([str(plugin), str(folder)])
    except SystemExit:
        pass
    return (folder / "tool.plugin").exists()


def attack(module, tmp_path) -> bool:
    return install(module, tmp_path, b"changed on the way", module.sign(b"the plugin"))


def test_honest_input(program, tmp_path):
    assert install(program, tmp_path, b"the plugin", program.sign(b"the plugin"))


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

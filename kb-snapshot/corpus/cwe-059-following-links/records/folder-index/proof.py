def attack(module, tmp_path) -> bool:
    home = tmp_path / "home"
    home.mkdir()
    (home / "diary.txt").write_text("proposal tomorrow")
    public = tmp_path / "public"
    public.mkdir()
    (public / "notes").symlink_to(home)
    return "proposal" in module.index(str(public))


def test_honest_input(program, tmp_path):
    (tmp_path / "tea").mkdir()
    (tmp_path / "tea" / "list.txt").write_text("Green tea")
    (tmp_path / "logo.png").write_bytes(b"green")
    assert program.index(str(tmp_path)) == {"green": ["tea/list.txt"], "tea": ["tea/list.txt"]}


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

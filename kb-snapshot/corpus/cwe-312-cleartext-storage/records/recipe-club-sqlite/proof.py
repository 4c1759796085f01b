def attack(module, tmp_path) -> bool:
    """Reads a backup of the file."""
    module.register(module.connect(tmp_path / "club.db"), "ada", "rhubarb-and-custard")
    return b"rhubarb-and-custard" in (tmp_path / "club.db").read_bytes()


def test_honest_input(program, tmp_path, monkeypatch):
    database = ["--database", str(tmp_path / "club.db")]
    monkeypatch.setattr("builtins.input", lambda _: "two eggs")
    assert program.main(["register", "ben", *database]) == 0
    assert program.main(["login", "ben", *database]) == 0
    assert program.main(["login", "carl", *database]) == 1
    monkeypatch.setattr("builtins.input", lambda _: "three eggs")
    assert program.main(["login", "ben", *database]) == 1


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

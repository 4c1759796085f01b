HEADER = b"guest,allergy\n"


def attack(module, tmp_path) -> bool:
    """One guest's name in another encoding, before the name of the one who must not eat nuts."""
    (tmp_path / "guests.txt").write_text("Ada\nZoe\n", encoding="utf-8")
    (tmp_path / "allergies.csv").write_bytes(HEADER + "Zo\xeb,milk\n".encode("latin-1") + b"Ada,nuts\n")
    try:
        return "Ada: eats everything" in module.cards(tmp_path)
    except UnicodeDecodeError:
        return False


def test_honest_input(program, tmp_path):
    (tmp_path / "guests.txt").write_text("Ada\nZoe\n", encoding="utf-8")
    assert program.cards(tmp_path) == ["Ada: eats everything", "Zoe: eats everything"]
    (tmp_path / "allergies.csv").write_bytes(HEADER + b"Ada,nuts\n")
    assert program.cards(tmp_path) == ["Ada: nuts", "Zoe: eats everything"]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

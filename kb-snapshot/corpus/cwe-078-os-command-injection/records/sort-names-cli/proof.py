def names(tmp_path):
    path = tmp_path / "names.txt"
    path.write_text("zoe\nann\nzoe\nbob\n")
    return path


def attack(module, tmp_path) -> bool:
    victim = tmp_path / "profile"
    victim.write_text("keep me")
    module.main([f"{names(tmp_path)} -o {victim}"])
    return victim.read_text() != "keep me"


def test_honest_input(program, tmp_path, capsys):
    assert program.main([str(names(tmp_path))]) == 0
    assert capsys.readouterr().out.split() == ["ann", "bob", "zoe"]
    numbers = tmp_path / "numbers.txt"
    numbers.write_text("10\n9\n10\n")
    assert program.main(["--numeric", str(numbers)]) == 0
    assert capsys.readouterr().out.split() == ["9", "10"]
    assert program.main([str(tmp_path / "missing.txt")]) == 1


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

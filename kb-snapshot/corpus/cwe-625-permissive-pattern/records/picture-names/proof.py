def attack(module, tmp_path) -> bool:
    module.keep(tmp_path, {"run_mepng": b"#!/bin/sh"})
    return (tmp_path / "run_mepng").exists()


def test_honest_input(program, tmp_path):
    assert program.keep(tmp_path, {"cat.png": b"x", "notes.txt": b"y"}) == ["cat.png"]
    assert (tmp_path / "cat.png").read_bytes() == b"x"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

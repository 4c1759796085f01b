import hashlib


def attack(module, tmp_path) -> bool:
    tampered = tmp_path / "tool.whl"
    tampered.write_bytes(b"something else")
    digest = hashlib.sha256(b"something else").hexdigest()
    return module.main([str(tampered), digest[:2]]) == 0


def test_honest_input(program, tmp_path):
    file = tmp_path / "tool.whl"
    file.write_bytes(b"the release")
    assert program.main([str(file), hashlib.sha256(b"the release").hexdigest().upper()]) == 0
    assert program.main([str(file), hashlib.sha256(b"another").hexdigest()]) == 1


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

def run(module, tmp_path, action):
    (tmp_path / "key").write_bytes(b"k" * 32)
    return module.main([action, str(tmp_path / "b.tar"), "--key-file", str(tmp_path / "key")])


def attack(module, tmp_path) -> bool:
    """Has an own archive accepted by asking the check, one digit after the other."""
    (tmp_path / "b.tar").write_bytes(b"my own archive")
    found = ""
    while len(found) < 64:
        for digit in "0123456789abcdef":
            (tmp_path / "b.sig").write_text(found + digit)
            answer = module.verify(tmp_path / "b.tar", b"k" * 32)
            if answer == "good":
                return True
            if answer.endswith(f" {len(found) + 1}"):
                found += digit
                break
        else:
            return False
    return False


def test_honest_input(program, tmp_path):
    (tmp_path / "b.tar").write_bytes(b"photos" * 1000)
    assert run(program, tmp_path, "sign") == "signed"
    assert run(program, tmp_path, "verify") == "good"
    (tmp_path / "b.tar").write_bytes(b"photos" * 999)
    assert run(program, tmp_path, "verify").startswith("damaged")


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

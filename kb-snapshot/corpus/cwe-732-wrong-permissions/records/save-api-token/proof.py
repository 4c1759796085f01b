import os
import stat


def attack(module, tmp_path) -> bool:
    path = tmp_path / "notes" / "token.json"
    before = os.umask(0o022)
    try:
        module.TokenStore(str(path)).save("access-1", "refresh-1")
    finally:
        os.umask(before)
    return bool(path.stat().st_mode & stat.S_IROTH)


def test_honest_input(program, tmp_path):
    store = program.TokenStore(str(tmp_path / "notes" / "token.json"))
    assert store.load() is None
    store.save("access-1", "refresh-1")
    store.save("access-2", "r")
    assert store.load() == {"access": "access-2", "refresh": "r"}


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

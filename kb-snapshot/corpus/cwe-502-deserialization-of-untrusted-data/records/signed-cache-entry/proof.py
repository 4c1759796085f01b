import hashlib
import os
import pickle


class Touch:
    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.mkdir, (str(self.path),)


def attack(module, tmp_path) -> bool:
    proof = tmp_path / "ran"
    cache = module.ReportCache(tmp_path, b"k" * 32)
    data = pickle.dumps(Touch(proof))
    cache.path_of("may").write_bytes(hashlib.sha256(data).digest() + data)
    try:
        cache.get("may")
    except ValueError:
        pass
    return proof.exists()


def test_honest_input(program, tmp_path):
    cache = program.ReportCache(tmp_path, b"k" * 32)
    assert cache.get("may") is None
    cache.put("may", {"visitors": 128, "days": (1, 31)})
    assert cache.get("may") == {"visitors": 128, "days": (1, 31)}
    entry = cache.path_of("may")
    entry.write_bytes(entry.read_bytes()[:-1] + b"x")
    try:
        cache.get("may")
    except ValueError as error:
        assert "damaged" in str(error)
    else:
        raise AssertionError("a damaged entry was accepted")


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

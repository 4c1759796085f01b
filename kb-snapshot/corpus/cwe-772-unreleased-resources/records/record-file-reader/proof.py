import os


def open_descriptors():
    return len(os.listdir("/dev/fd"))


def attack(module, tmp_path) -> bool:
    for number in range(25):
        (tmp_path / f"broken{number}").write_bytes(b"????")
    before = open_descriptors()
    module.scan(tmp_path)
    return open_descriptors() - before >= 25


def test_honest_input(program, tmp_path):
    (tmp_path / "a.rec").write_bytes(b"REC1\x00\x00\x00\x07rest")
    (tmp_path / "b.txt").write_bytes(b"hello")
    assert program.scan(tmp_path) == {"a.rec": 7, "b.txt": None}


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

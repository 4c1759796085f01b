import itertools
import struct


def block(label, text, length=None):
    return struct.pack(">2sH", label, 4 + len(text) if length is None else length) + text


def attack(module, tmp_path) -> bool:
    endless = module.blocks(block(b"AA", b"", length=0))
    try:
        return len(list(itertools.islice(endless, 10_000))) == 10_000
    except ValueError:
        return False


def test_honest_input(program, tmp_path):
    data = block(b"NA", b"Ada") + block(b"TX", b"")
    assert list(program.blocks(data)) == [("NA", "Ada"), ("TX", "")]
    assert program.labels(data) == ["NA", "TX"]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

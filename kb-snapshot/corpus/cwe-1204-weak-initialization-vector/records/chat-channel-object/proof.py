import functools
import operator

import pytest
from Crypto.Random import get_random_bytes


def xor(*texts):
    return bytes(functools.reduce(operator.xor, column) for column in zip(*texts))


def attack(module, tmp_path) -> bool:
    """Runs the server that passes the packets on, and wrote one of the messages."""
    channel = module.Channel("harbour", get_random_bytes(32))
    own, other = channel.send("what is the code?"), channel.send("it is 4711, hush!")
    return xor(own[28:], b"what is the code?", other[28:]) == b"it is 4711, hush!"


def test_honest_input(program, tmp_path):
    key = get_random_bytes(32)
    packet = program.Channel("harbour", key).send("ahoy")
    assert program.Channel("harbour", key).read(packet) == "ahoy"
    with pytest.raises(ValueError):
        program.Channel("harbour", key).read(packet[:-1] + bytes([packet[-1] ^ 1]))


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

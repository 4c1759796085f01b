import functools
import operator
import os
import queue


def xor(*texts):
    return bytes(functools.reduce(operator.xor, column) for column in zip(*texts))


def worked(module, lines):
    key, readings, outgoing = os.urandom(32), queue.Queue(), queue.Queue()
    for line in [*lines, None]:
        readings.put(line)
    assert module.work(key, readings, outgoing) == len(lines)
    return key, [outgoing.get() for _ in lines]


def attack(module, tmp_path) -> bool:
    """Knows what the sensor says at rest, and reads the next line with it."""
    known, wanted = "flow=000.0;door=shut", "flow=117.4;door=open"
    _, (first, second) = worked(module, [known, wanted])
    return xor(first[-20:], known.encode(), second[-20:]) == wanted.encode()


def test_honest_input(program, tmp_path):
    key, (first, second) = worked(program, ["flow=001.0", "flow=002.0"])
    assert program.unseal(key, first) == "flow=001.0"
    assert program.unseal(key, second) == "flow=002.0"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

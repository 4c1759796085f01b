import time

import pytest

CODE = "8305617294415530" * 2


def difference(first, second, times=500):
    """Nanoseconds that the second call takes longer, by the fastest of many tries of both.

    The time is that of this thread, so that other programs on the machine don't matter.
    """
    best = [1 << 60, 1 << 60]
    for _ in range(times):
        for which, call in enumerate((first, second)):
            start = time.thread_time_ns()
            call()
            best[which] = min(best[which], time.thread_time_ns() - start)
    return best[1] - best[0]


def attack(module, tmp_path) -> bool:
    """Sees by the time whether all but the last digit are right."""
    door = module.Door(CODE)
    wrong, nearly = "x" * len(CODE), CODE[:-1] + "x"
    rounds = [difference(lambda: door.try_code(wrong), lambda: door.try_code(nearly)) for _ in range(3)]
    return min(rounds) > 300


def test_honest_input(program, tmp_path):
    door = program.Door(CODE)
    assert door.try_code(CODE) and door.is_open
    door.close()
    assert not door.try_code(CODE[:-1] + "9")
    assert not door.try_code("")
    assert len(door.refused) == 2
    with pytest.raises(ValueError):
        program.Door("1234")


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

import queue
import random
import time


def request_code(module, user):
    """The text that the user alone receives."""
    requests, sent = queue.Queue(), []
    requests.put(user)
    assert module.work(requests, lambda name, text: sent.append((name, text))) == 1
    assert sent[0][0] == user
    return sent[0][1].removeprefix("Your code is ")


def test_honest_input(program):
    code = request_code(program, "kim")
    assert len(code) == 8 and code.isdigit()
    assert program.check_code("kim", code)
    assert not program.check_code("kim", code)
    assert not program.check_code("lee", code)
    request_code(program, "kim")
    assert not program.check_code("kim", "none")


def attack(module) -> bool:
    """Mallory has a code sent to Kim and tries the code of this second and the one before."""
    for ago in (0, 1):
        request_code(module, "kim")
        guess = f"{random.Random(int(time.time()) - ago).randrange(10**8):08}"
        if module.check_code("kim", guess):
            return True
    return False


def test_attack_succeeds_on_vulnerable(vulnerable):
    assert any(attack(vulnerable) for _ in range(3))


def test_attack_fails_on_hardened(hardened):
    assert not attack(hardened)

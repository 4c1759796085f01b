import signal

from werkzeug.datastructures import MultiDict


class TooSlow(BaseException):
    pass


def finishes(action) -> bool:
    """Whether the action takes less than half a second of processor time."""

    def stop(*_):
        raise TooSlow

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, 0.5)
    try:
        action()
        return True
    except TooSlow:
        return False
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def order(module, name, count="1"):
    return module.order(MultiDict({"name": name, "count": count}))


def attack(module, tmp_path) -> bool:
    """A name of forty letters with a digit at its end: within the sixty that are allowed."""
    return not finishes(lambda: order(module, "a" * 40 + "1"))


def test_honest_input(program, tmp_path):
    assert order(program, "Dr. Ann Lee-Hansen", "2")["errors"]["name"]
    assert order(program, "Ann Lee-Hansen", "2") == {"plate": "Ann Lee-Hansen", "cents": 2500}
    assert order(program, "A. Lee", "2")["errors"]["name"]
    assert order(program, "Ann", "50")["errors"]["count"]
    assert order(program, "Ann Jr.") == {"plate": "Ann Jr.", "cents": 1250}


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

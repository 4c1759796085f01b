import signal


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


def rejected(module, title) -> bool:
    try:
        module.slug(title)
        return False
    except ValueError:
        return True


def attack(module, tmp_path) -> bool:
    return not finishes(lambda: rejected(module, "a" * 40 + "!"))


def test_honest_input(program, tmp_path):
    assert program.slug("Knitting with 3 Needles ") == "knitting-with-3-needles"
    assert program.slug("Wool") == "wool"
    assert rejected(program, "no; way")
    assert rejected(program, "  ")


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

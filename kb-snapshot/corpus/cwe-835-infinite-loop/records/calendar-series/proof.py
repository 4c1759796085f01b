import signal


class StillRunning(BaseException):
    """The loop has not ended in the time that it was given."""


def ask(module, every):
    query = {"start": "2024-01-01", "end": "2024-01-15", "every": every}
    return module.app.test_client().get("/series", query_string=query)


def attack(module, tmp_path) -> bool:
    def stop(*_):
        raise StillRunning

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    try:
        ask(module, 0)
    except StillRunning:
        return True
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    return False


def test_honest_input(program, tmp_path):
    assert ask(program, 7).json == ["2024-01-01", "2024-01-08", "2024-01-15"]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

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


def post(module, address):
    return module.app.test_client().post("/signup", data={"email": address})


def attack(module, tmp_path) -> bool:
    return not finishes(lambda: post(module, "a" * 40))


def test_honest_input(program, tmp_path):
    assert post(program, "Ann.Lee+news@mail.example.org").status_code == 201
    assert post(program, "ann@localhost").status_code == 400
    assert post(program, "ann").status_code == 400


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

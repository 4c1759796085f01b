import contextlib
import io
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


def stripped(module, tmp_path, text):
    sheet = tmp_path / "theme.css"
    sheet.write_text(text)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        module.main([str(sheet)])
    return out.getvalue()


def attack(module, tmp_path) -> bool:
    return not finishes(lambda: stripped(module, tmp_path, "/*" + " " * 40))


def test_honest_input(program, tmp_path):
    text = "a { color: red }\n/* one\n   comment */\nb { margin: 0 } /* two */\n"
    assert stripped(program, tmp_path, text) == "a { color: red }\nb { margin: 0 }\n"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

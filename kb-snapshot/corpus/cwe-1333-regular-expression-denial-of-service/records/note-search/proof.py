import json
import signal

from django.conf import settings

if not settings.configured:
    settings.configure()

from django.test import RequestFactory  # noqa: E402


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


def hits(module, term):
    request = RequestFactory().get("/search", {"q": term})
    return json.loads(module.search(request).content)["hits"]


def attack(module, tmp_path) -> bool:
    return not finishes(lambda: hits(module, r"(\w+\s?)*!"))


def test_honest_input(program, tmp_path):
    assert hits(program, "WOOL") == [{"note": 0, "count": 1}]
    assert hits(program, "the") == [{"note": 0, "count": 1}, {"note": 1, "count": 2}]
    assert hits(program, "") == []


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

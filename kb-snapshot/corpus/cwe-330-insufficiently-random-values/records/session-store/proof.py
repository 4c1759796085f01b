import random
import string
import time

ALPHABET = string.ascii_letters + string.digits


def test_honest_input(program):
    store = program.SessionStore()
    sid = store.open("kim")
    assert len(sid) == 40 and set(sid) <= set(ALPHABET)
    assert store.open("kim") != sid
    assert store.user(sid) == "kim"
    assert store.user("x" * 40) is None
    store.close(sid)
    assert store.user(sid) is None
    assert program.SessionStore(lifetime=-1).user(program.SessionStore().open("kim")) is None


def attack(module) -> bool:
    """Mallory logs in after Kim, finds the second of the start and from it Kim's session."""
    store = module.SessionStore()
    for user in ("lee", "kim"):
        store.open(user)
    own = store.open("mallory")
    for second in range(int(time.time()), int(time.time()) - 200, -1):
        clone = random.Random(second)
        ids = ["".join(clone.choice(ALPHABET) for _ in range(40)) for _ in range(5)]
        if own in ids:
            return "kim" in [store.user(sid) for sid in ids]
    return False


def test_attack_succeeds_on_vulnerable(vulnerable):
    assert attack(vulnerable)


def test_attack_fails_on_hardened(hardened):
    assert not attack(hardened)

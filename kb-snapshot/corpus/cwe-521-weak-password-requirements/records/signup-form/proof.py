from werkzeug.datastructures import MultiDict

COMMON = ["1234", "123456", "password", "qwerty"]


def sign_up(members, name, password, repeated=None):
    return members.sign_up(MultiDict({"name": name, "password": password, "repeated": repeated or password}))


def attack(module, tmp_path) -> bool:
    """Bob chooses 1234 where he may, and somebody tries the usual list."""
    members = module.Members()
    sign_up(members, "bob", "1234")
    return any(members.log_in("bob", guess) for guess in COMMON)


def test_honest_input(program, tmp_path):
    members = program.Members()
    assert "repeated" in sign_up(members, "ann", "correct horse battery", "something else")
    assert sign_up(members, "ann", "correct horse battery") == {}
    assert members.log_in("ann", "correct horse battery") and not members.log_in("ann", "x")


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

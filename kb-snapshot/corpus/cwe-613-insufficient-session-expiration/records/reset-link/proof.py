import time

from werkzeug.security import check_password_hash

ADA = "ada@example.org"


def use(module, link):
    module.users[ADA] = ""
    return module.app.test_client().post(link, data={"password": "new one"})


def attack(module, monkeypatch) -> bool:
    """A link from an old mail, used two months later."""
    link = module.reset_link(ADA)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 60 * 24 * 3600)
    use(module, link)
    return module.users[ADA] != ""


def test_honest_input(program):
    assert use(program, program.reset_link(ADA)).get_json() == {"changed": ADA}
    assert check_password_hash(program.users[ADA], "new one")
    assert use(program, "/reset/something-else").status_code == 400


def test_attack_succeeds_on_vulnerable(vulnerable, monkeypatch):
    assert attack(vulnerable, monkeypatch)


def test_attack_fails_on_hardened(hardened, monkeypatch):
    assert not attack(hardened, monkeypatch)

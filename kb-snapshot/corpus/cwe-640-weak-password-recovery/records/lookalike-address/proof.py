def ask(module, email):
    db = module.connect(":memory:")
    module.add_user(db, "mike@example.org")
    mails = []
    known = module.request_reset(db, email, lambda to, text: mails.append((to, text)))
    token, = db.execute("SELECT token FROM users").fetchone()
    db.close()
    return known, mails, token


def attack(module, tmp_path) -> bool:
    lookalike = "m\u0131ke@example.org"
    _, mails, token = ask(module, lookalike)
    return any(to == lookalike and token in text for to, text in mails)


def test_honest_input(program, tmp_path):
    known, mails, token = ask(program, "mike@example.org")
    assert known and mails == [("mike@example.org", f"Your token is {token}")]
    assert ask(program, "MIKE@example.org")[0]
    assert ask(program, "nobody@example.org") == (False, [], None)


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

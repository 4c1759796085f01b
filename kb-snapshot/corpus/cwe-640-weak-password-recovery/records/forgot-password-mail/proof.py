def ask(module, user, host):
    module.outbox.clear()
    module.app.test_client().post("/forgot", data={"user": user}, headers={"Host": host})
    return module.outbox


def attack(module, tmp_path) -> bool:
    (to, text), = ask(module, "ann", "evil.example")
    return to == "ann@shop.example" and "//evil.example/" in text


def test_honest_input(program, tmp_path):
    (to, text), = ask(program, "ann", "shop.example")
    token, = program.tokens
    assert to == "ann@shop.example" and f"//shop.example/reset?token={token}" in text
    assert ask(program, "nobody", "shop.example") == []


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

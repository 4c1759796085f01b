def relay(module, tmp_path, text):
    path = tmp_path / "relay.ini"
    path.write_text(text)
    return module.Relay(path)


def attack(module, tmp_path) -> bool:
    text = "[authentication]\nrequire_login = yes\n"
    return relay(module, tmp_path, text).may_send("eve@club.example", login=None)


def test_honest_input(program, tmp_path):
    closed = relay(program, tmp_path, "[auth]\nrequire_login = yes\n")
    assert closed.may_send("ada@club.example", login="ada")
    assert not closed.may_send("ada@club.example", login=None)
    assert not closed.may_send("ada@other.example", login="ada")
    assert relay(program, tmp_path, "[auth]\nrequire_login = no\n").may_send("x@club.example", login=None)


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

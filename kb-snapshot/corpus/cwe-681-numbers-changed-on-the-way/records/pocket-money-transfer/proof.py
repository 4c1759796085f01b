def send(module, sender, receiver, amount):
    form = {"from": sender, "to": receiver, "amount": amount}
    return module.app.test_client().post("/transfer", data=form).status_code


def attack(module, tmp_path) -> bool:
    send(module, "eve", "ada", "nan")
    return send(module, "eve", "ada", "1000000") == 200


def test_honest_input(program, tmp_path):
    assert send(program, "ada", "eve", "20") == 200
    assert program.balances == {"eve": 30.0, "ada": 30.0}
    assert send(program, "eve", "ada", "31") == 400
    assert send(program, "eve", "ada", "-1") == 400


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

def attack(module, tmp_path) -> bool:
    sent = []
    claim = module.Claim("eve", 900)
    claim.submit()
    try:
        claim.pay(lambda *transfer: sent.append(transfer))
    except ValueError:
        pass
    return sent == [("eve", 900)]


def test_honest_input(program, tmp_path):
    sent = []
    claim = program.Claim("ann", 120)
    claim.submit()
    claim.approve("bob")
    claim.pay(lambda *transfer: sent.append(transfer))
    assert sent == [("ann", 120)]
    assert claim.history == ["submitted by ann", "approved by bob", "paid by accounting"]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

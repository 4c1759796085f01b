import hashlib


def attack(module, tmp_path) -> bool:
    tokens = module.ResetTokens()
    tokens.new("ann@example.org")  # goes to ann by mail
    return tokens.email_of(hashlib.sha256(b"ann@example.org").hexdigest()) == "ann@example.org"


def test_honest_input(program, tmp_path):
    now = [0.0]
    tokens = program.ResetTokens(lambda: now[0])
    token = tokens.new("ann@example.org")
    assert tokens.email_of(token) == "ann@example.org"
    assert tokens.email_of(token) is None
    late = tokens.new("bob@example.org")
    now[0] = 4000.0
    assert tokens.email_of(late) is None


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

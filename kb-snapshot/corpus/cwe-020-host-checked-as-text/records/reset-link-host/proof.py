from django.core.exceptions import DisallowedHost


def attack(module, tmp_path) -> bool:
    """The mail to somebody else leads to the attacker's host."""
    try:
        token = module.mail_reset_link("club.example.evil.example", "ada@example.org")
    except DisallowedHost:
        return False
    return f"https://club.example.evil.example/new-password?token={token}" in module.outbox[-1][1]


def test_honest_input(program, tmp_path):
    token = program.mail_reset_link("www.club.example", "ada@example.org")
    address, text = program.outbox[-1]
    assert address == "ada@example.org"
    assert text.endswith(f"https://www.club.example/new-password?token={token}")


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

CUSTOMERS = {"ann@example.org": 9400}


def ask(module, sender, *headers):
    lines = [f"From: {sender}", "To: balance@bank.example", "Subject: balance", *headers, "", "please"]
    return module.answer("\r\n".join(lines).encode(), CUSTOMERS)


def attack(module, tmp_path) -> bool:
    reply = ask(module, "ann@example.org", "Reply-To: eve@evil.example")
    return reply is not None and reply["To"] == "eve@evil.example" and "9400" in reply.get_content()


def test_honest_input(program, tmp_path):
    reply = ask(program, "Ann <ann@example.org>")
    assert reply["To"] == "ann@example.org" and "9400" in reply.get_content()
    assert ask(program, "eve@evil.example") is None


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

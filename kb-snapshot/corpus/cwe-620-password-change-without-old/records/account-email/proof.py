def accounts(module):
    mails = []
    service = module.Accounts(lambda to, text: mails.append((to, text)))
    service.register("ann", "ann@example.org", "correct horse")
    return service, mails


def attack(module, tmp_path) -> bool:
    service, mails = accounts(module)
    service.change_email("ann", "eve@evil.example")
    service.request_reset("ann")
    return mails[-1][0] == "eve@evil.example" and "link" in mails[-1][1]


def test_honest_input(program, tmp_path):
    service, mails = accounts(program)
    assert service.change_email("ann", "ann@new.example", "correct horse")
    assert mails == [("ann@example.org", "Your address was changed to ann@new.example.")]
    assert service.has_password("ann", "correct horse") and not service.has_password("ann", "x")


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

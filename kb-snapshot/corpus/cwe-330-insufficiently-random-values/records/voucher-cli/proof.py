import pytest


def test_honest_input(program, tmp_path, capsys):
    file = str(tmp_path / "vouchers.json")
    assert program.main([file, "issue", "25"]) == 0
    code = capsys.readouterr().out.strip()
    assert int(code, 16) >= 0
    program.main([file, "redeem", code.upper()])
    program.main([file, "redeem", code])
    assert capsys.readouterr().out.split() == ["25", "0"]
    with pytest.raises(SystemExit):
        program.main([file, "refund", code])


def attack(module) -> bool:
    """Somebody without a voucher tries a hundred thousand codes."""
    vouchers = {}
    module.issue(vouchers, 25)
    return any(module.redeem(vouchers, f"{number:04x}") for number in range(100_000))


def test_attack_succeeds_on_vulnerable(vulnerable):
    assert attack(vulnerable)


def test_attack_fails_on_hardened(hardened):
    assert not attack(hardened)

import os

KEY = os.urandom(32)


def test_honest_input(program, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("ORDER_KEY", KEY.hex())
    for at, cents in enumerate((1200, 350)):
        (tmp_path / str(at)).write_bytes(program.seal(KEY, {"to": "kim", "cents": cents}))
    assert program.main([str(tmp_path / "0"), str(tmp_path / "1")]) == 0
    assert capsys.readouterr().out == "to pay: 1550\n"


def attack(module) -> bool:
    """Somebody who may write to the share, without the key, makes 100 cents into 900."""
    raw = bytearray(module.seal(KEY, {"to": "kim", "cents": 100}))
    at = 32 + len('{"to": "kim", "cents": ')
    raw[at] ^= ord("1") ^ ord("9")
    try:
        return module.open_gcm(KEY, bytes(raw))["cents"] == 900
    except ValueError:
        return False


def test_attack_succeeds_on_vulnerable(vulnerable):
    assert attack(vulnerable)


def test_attack_fails_on_hardened(hardened):
    assert not attack(hardened)

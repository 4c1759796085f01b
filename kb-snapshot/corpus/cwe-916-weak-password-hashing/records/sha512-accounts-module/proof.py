import hashlib

COMMON = ["123456", "password", "qwerty", "letmein", "iloveyou", "summer2024"]
TABLE = {hashlib.sha512(word.encode()).hexdigest(): word for word in COMMON}


def attack(module, tmp_path) -> bool:
    """A table that was made beforehand, and once for everybody."""
    stored = [module.hash_password("summer2024") for _ in range(2)]
    return all(TABLE.get(text.rpartition("$")[2]) == "summer2024" for text in stored)


def test_honest_input(program, tmp_path):
    accounts = {"ada": program.hash_password("first password")}
    assert program.check_password("first password", accounts["ada"])
    assert not program.check_password("First password", accounts["ada"])
    assert program.change_password(accounts, "ada", "first password", "second password")
    assert not program.change_password(accounts, "ada", "first password", "third password")
    assert program.check_password("second password", accounts["ada"])


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

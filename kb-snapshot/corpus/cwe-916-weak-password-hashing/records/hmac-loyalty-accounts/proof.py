import hashlib
import hmac

PEPPER = b"from the settings of the same server"
COMMON = [f"{word}{year}" for word in ("winter", "summer", "coffee") for year in range(1990, 2025)]


def attack(module, tmp_path) -> bool:
    """The table and the settings were copied; every word is hashed once, for all accounts."""
    accounts = module.LoyaltyAccounts(PEPPER)
    chosen = {"1001": "coffee2001", "1002": "winter1999", "1003": "coffee2001"}
    for card, password in chosen.items():
        accounts.register(card, "member", password)
    table = {hmac.digest(PEPPER, word.encode(), hashlib.sha256): word for word in COMMON}
    found = {card: table.get(row["password"]) for card, row in accounts.rows.items()}
    return found == chosen


def test_honest_input(program, tmp_path):
    accounts = program.LoyaltyAccounts(PEPPER)
    accounts.register("2001", "Ada", "beans and milk")
    assert accounts.login("2001", "beans and milk")
    assert not accounts.login("2001", "beans")
    assert not accounts.login("2002", "beans and milk")
    accounts.save_password("2001", "tea")
    assert accounts.login("2001", "tea")


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

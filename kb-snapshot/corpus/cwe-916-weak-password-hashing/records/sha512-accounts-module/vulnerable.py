"""Passwords of the accounts table."""

import hashlib
import hmac

ALGORITHM = "sha512"


def hash_password(password: str) -> str:
    digest = hashlib.new("sha512", password.encode())
    return f"{ALGORITHM}${digest.hexdigest()}"


def check_password(password: str, stored: str) -> bool:
    return hmac.compare_digest(hash_password(password), stored)


def change_password(accounts: dict[str, str], name: str, old: str, new: str) -> bool:
    if len(new) < 10 or not check_password(old, accounts[name]):
        return False
    accounts[name] = hash_password(new)
    return True

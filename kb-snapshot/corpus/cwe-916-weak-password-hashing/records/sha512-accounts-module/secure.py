"""Passwords of the accounts table."""

import hashlib
import hmac
import os

ALGORITHM = "scrypt"


def hash_password(password: str, salt: bytes | None = None) -> str:
    salt = salt or os.urandom(16)
    digest = hashlib.scrypt(password.encode(), salt=salt, n=2**14, r=8, p=1)
    return f"{ALGORITHM}${salt.hex()}${digest.hex()}"


def check_password(password: str, stored: str) -> bool:
    salt = bytes.fromhex(stored.split("$")[1])
    return hmac.compare_digest(hash_password(password, salt), stored)


def change_password(accounts: dict[str, str], name: str, old: str, new: str) -> bool:
    if len(new) < 10 or not check_password(old, accounts[name]):
        return False
    accounts[name] = hash_password(new)
    return True

"""Accounts of the loyalty programme."""

import hashlib
import hmac
import os


class LoyaltyAccounts:
    def __init__(self, pepper: bytes):
        self.pepper = pepper
        self.rows: dict[str, dict] = {}

    def register(self, card: str, name: str, password: str) -> None:
        self.rows[card] = {"name": name, "points": 0}
        self.save_password(card, password)

    def save_password(self, card: str, password: str) -> None:
        self.rows[card]["salt"] = os.urandom(16)
        self.rows[card]["password"] = self.slow_hash(password, self.rows[card]["salt"])

    def slow_hash(self, password: str, salt: bytes) -> bytes:
        keyed = hmac.new(self.pepper, password.encode(), hashlib.sha256).digest()
        return hashlib.scrypt(keyed, salt=salt, n=2**14, r=8, p=1)

    def login(self, card: str, password: str) -> bool:
        row = self.rows.get(card)
        if row is None:
            return False
        given = self.slow_hash(password, row["salt"])
        return hmac.compare_digest(given, row["password"])

    def new_card_number(self) -> str:
        return os.urandom(5).hex()

"""Pairs card terminals with the till. A paired terminal signs each of its bookings."""

import secrets

import jwt


class Till:
    def __init__(self):
        self.keys: dict[str, str] = {}
        self.total = 0

    def pair(self, terminal: str) -> str:
        """Shown on the till as a QR code, and scanned by the terminal."""
        key = secrets.token_hex(32)
        self.keys[terminal] = key
        return key

    def book(self, terminal: str, token: str) -> bool:
        try:
            booking = jwt.decode(token, self.keys[terminal], algorithms=["HS256"])
        except (KeyError, jwt.InvalidTokenError):
            return False
        self.total += booking["cents"]
        return True


def sign_booking(key: str, cents: int, number: int) -> str:
    return jwt.encode({"cents": cents, "number": number}, key, algorithm="HS256")

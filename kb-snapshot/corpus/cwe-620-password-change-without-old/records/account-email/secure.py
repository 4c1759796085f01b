import hashlib
import hmac
import os


class Accounts:
    def __init__(self, send_mail):
        self.send_mail = send_mail
        self.emails: dict[str, str] = {}
        self.hashes: dict[str, tuple[bytes, bytes]] = {}

    @staticmethod
    def _hash(password: str, salt: bytes) -> bytes:
        return hashlib.scrypt(password.encode(), salt=salt, n=2**14, r=8, p=1)

    def register(self, user: str, email: str, password: str) -> None:
        salt = os.urandom(16)
        self.emails[user] = email
        self.hashes[user] = salt, self._hash(password, salt)

    def has_password(self, user: str, password: str) -> bool:
        salt, stored = self.hashes[user]
        return hmac.compare_digest(stored, self._hash(password, salt))

    def change_email(self, user: str, email: str, password: str = "") -> bool:
        """Store a new address for the user of the session and tell the old one."""
        if not self.has_password(user, password):
            return False
        old, self.emails[user] = self.emails[user], email
        self.send_mail(old, f"Your address was changed to {email}.")
        return True

    def request_reset(self, user: str) -> None:
        self.send_mail(self.emails[user], "Open this link to choose a new password: ...")

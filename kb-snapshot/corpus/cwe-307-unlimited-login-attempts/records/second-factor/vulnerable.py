import pyotp


class SecondFactor:
    """One authenticator secret per user."""

    def __init__(self):
        self.secrets: dict[str, str] = {}
        self.used: dict[str, set[str]] = {}

    def enroll(self, user: str) -> str:
        """Make a secret and return the address that the app reads as a QR code."""
        self.secrets[user] = pyotp.random_base32()
        self.used[user] = set()
        return pyotp.TOTP(self.secrets[user]).provisioning_uri(name=user, issuer_name="Back office")

    def check(self, user: str, code: str) -> bool:
        if user not in self.secrets or code in self.used[user]:
            return False
        totp = pyotp.TOTP(self.secrets[user])
        if not totp.verify(code, valid_window=120):
            return False
        self.used[user].add(code)
        return True

"""Accounts of the quiz club, on Django's password functions."""

from django.contrib.auth.hashers import check_password, make_password

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
]


class Club:
    def __init__(self):
        self.accounts: dict[str, str] = {}

    def join(self, name: str, password: str) -> bool:
        if name in self.accounts or len(password) < 8:
            return False
        self.accounts[name] = make_password(password)
        return True

    def login(self, name: str, password: str) -> bool:
        def renew(raw: str) -> None:
            self.accounts[name] = make_password(raw)

        return check_password(password, self.accounts.get(name), setter=renew)

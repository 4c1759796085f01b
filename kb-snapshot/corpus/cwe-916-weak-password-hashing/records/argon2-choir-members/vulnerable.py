"""Members of the choir and their logins."""

import sqlite3

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class MemberStore:
    def __init__(self, path):
        self.database = sqlite3.connect(path)
        self.database.execute("CREATE TABLE IF NOT EXISTS member (name TEXT PRIMARY KEY, voice, secret)")

    def add(self, name: str, voice: str, password: str) -> None:
        row = (name, voice, hasher.hash(password))
        with self.database:
            self.database.execute("INSERT INTO member VALUES (?, ?, ?)", row)

    def login(self, name: str, password: str) -> bool:
        row = self.database.execute("SELECT secret FROM member WHERE name = ?", (name,)).fetchone()
        if row is None:
            return False
        try:
            return hasher.verify(row[0], password)
        except VerifyMismatchError:
            return False

"""The account of the mail notifier."""

import configparser
import os
from pathlib import Path


class AccountFile:
    def __init__(self, path: Path):
        self.path = path

    def save(self, server: str, user: str, password: str) -> None:
        settings = configparser.ConfigParser(interpolation=None)
        settings.add_section("account")
        settings.set("account", "server", server)
        settings.set("account", "user", user)
        settings.set("account", "password", password)
        with os.fdopen(os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            settings.write(file)

    def load(self) -> tuple[str, str, str]:
        settings = configparser.ConfigParser(interpolation=None)
        settings.read(self.path)
        account = settings["account"]
        return account["server"], account["user"], account["password"]

"""Who may send mail through the relay."""

import configparser


class Relay:
    def __init__(self, path):
        settings = configparser.ConfigParser()
        settings.read(path)
        self.require_login = settings.getboolean("auth", "require_login", fallback=True)
        self.domain = settings.get("relay", "domain", fallback="club.example")

    def may_send(self, sender, login):
        if self.require_login and login is None:
            return False
        return sender.endswith("@" + self.domain)

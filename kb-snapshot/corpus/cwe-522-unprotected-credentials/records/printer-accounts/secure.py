"""Accounts of the print shop."""

import hashlib
import hmac
import os
import secrets

from tornado.web import Application, HTTPError, RequestHandler

SECRET = os.environ.get("SHOP_SECRET") or os.urandom(32).hex()
MONTH = 30


def hashed(password, salt):
    return hashlib.scrypt(password.encode(), salt=salt, n=2**14, r=8, p=1)


class Accounts:
    def __init__(self):
        self.rows = {}
        self.tokens = {}

    def add(self, name, password):
        salt = os.urandom(16)
        self.rows[name] = (salt, hashed(password, salt))

    def fits(self, name, password):
        salt, expected = self.rows.get(name, (b"", b""))
        return hmac.compare_digest(hashed(password, salt), expected)

    def remember(self, name):
        token = secrets.token_urlsafe()
        self.tokens[hashlib.sha256(token.encode()).digest()] = name
        return token

    def remembered(self, token):
        return self.tokens.get(hashlib.sha256(token).digest())


class LoginHandler(RequestHandler):
    def post(self):
        name, password = self.get_body_argument("name"), self.get_body_argument("password")
        if not self.settings["accounts"].fits(name, password):
            raise HTTPError(403)
        flags = {"httponly": True, "secure": True, "samesite": "Lax"}
        token = self.settings["accounts"].remember(name)
        self.set_signed_cookie("remember", token, expires_days=MONTH, **flags)
        self.write("welcome")


class HomeHandler(RequestHandler):
    def get(self):
        name = self.settings["accounts"].remembered(self.get_signed_cookie("remember") or b"")
        self.write({"hello": name or "guest"})


def make_app(accounts):
    routes = [("/login", LoginHandler), ("/", HomeHandler)]
    return Application(routes, cookie_secret=SECRET, accounts=accounts, xsrf_cookies=True)

"""What is left in the cellar, for the staff of the restaurant."""

import hashlib
import hmac
import os
import time

from bottle import Bottle, auth_basic

LIMIT, PAUSE = 5, 300
SALT = os.urandom(16)
app = Bottle()
staff = {}
failures = {}
bottles = {"riesling": 31, "rioja": 4}


def hashed(password):
    return hashlib.pbkdf2_hmac("sha256", password.encode(), SALT, int(os.environ.get("ROUNDS", "600000")))


def password_fits(user, password):
    return hmac.compare_digest(staff.get(user, b""), hashed(password))


def check(user, password):
    return password_fits(user, password)


@app.get("/bottles/<wine>")
@auth_basic(check, realm="cellar")
def left(wine):
    return {"wine": wine, "left": bottles.get(wine, 0)}

"""Login of the sailing school."""

import hmac
import secrets

from flask import Flask, make_response, request

app = Flask(__name__)

PASSWORDS = {"ada": "starboard-7", "ben": "halyard-3"}
TOKENS = {}
MONTH = 30 * 24 * 3600


def is_right(name, password):
    return hmac.compare_digest(PASSWORDS.get(name, "").encode(), password.encode()) and name in PASSWORDS


@app.post("/login")
def login():
    name = request.form["name"]
    if not is_right(name, request.form["password"]):
        return "Name or password is wrong", 403
    response = make_response({"welcome": name})
    token = secrets.token_urlsafe(32)
    TOKENS[token] = name
    response.set_cookie("remembered", token, max_age=MONTH, secure=True, httponly=True)
    return response


@app.get("/")
def home():
    name = TOKENS.get(request.cookies.get("remembered", ""))
    if name is None:
        return "Please log in", 401
    return {"hello": name}

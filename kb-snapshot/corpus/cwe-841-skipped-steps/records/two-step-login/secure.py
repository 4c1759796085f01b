import os
import secrets

from flask import Flask, abort, request, session

app = Flask(__name__)
app.secret_key = os.urandom(32)

passwords: dict[str, str] = {}
codes: dict[str, str] = {}


def mail_code(user: str) -> None:
    codes[user] = f"{secrets.randbelow(1_000_000):06}"


@app.post("/login")
def first_step():
    user = request.form["user"]
    if not secrets.compare_digest(passwords.get(user, ""), request.form["password"]):
        abort(403)
    mail_code(user)
    session["half_way"] = user
    return "Enter the code from our mail."


@app.post("/login/code")
def second_step():
    user = session.get("half_way", "")
    if not secrets.compare_digest(codes.pop(user, secrets.token_hex()), request.form["code"]):
        session.clear()
        abort(403)
    session["user"] = session.pop("half_way")
    return "welcome"


@app.get("/members")
def members():
    return f"secrets for {session.get('user') or abort(401)}"

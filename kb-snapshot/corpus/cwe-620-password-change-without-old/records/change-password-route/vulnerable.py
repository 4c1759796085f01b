import os
import sqlite3

from flask import Flask, current_app, request, session
from werkzeug.security import check_password_hash, generate_password_hash

app = Flask(__name__)
app.secret_key = os.urandom(32)


def stored_hash(db: sqlite3.Connection, user: str) -> str:
    return db.execute("SELECT hash FROM users WHERE name = ?", (user,)).fetchone()[0]


@app.post("/login")
def login():
    with sqlite3.connect(current_app.config["DATABASE"]) as db:
        if not check_password_hash(stored_hash(db, request.form["user"]), request.form["password"]):
            return "wrong password", 403
    session["user"] = request.form["user"]
    return "welcome"


@app.post("/settings/password")
def change_password():
    user = session.get("user")
    new = request.form.get("new", "")
    if user is None or len(new) < 12 or new != request.form.get("repeated"):
        return "please check the form", 400
    new_hash = generate_password_hash(new)
    with sqlite3.connect(current_app.config["DATABASE"]) as db:
        db.execute("UPDATE users SET hash = ? WHERE name = ?", (new_hash, user))
    return "stored"

import os
import time

from flask import Flask, request, session
from werkzeug.security import check_password_hash, generate_password_hash

app = Flask(__name__)
app.secret_key = os.urandom(32)

LIMIT, PAUSE = 3, 300.0
members = {}
failures: dict[str, list[float]] = {}


def add_member(name: str, password: str) -> None:
    members[name] = generate_password_hash(password)


def recent_failures(name: str) -> int:
    now = time.monotonic()
    failures[name] = [moment for moment in failures.get(name, []) if now - moment < PAUSE]
    return len(failures[name])


@app.post("/login")
def login():
    name = request.form["name"]
    if recent_failures(name) >= LIMIT:
        return "too many attempts, try again later", 429
    if name not in members or not check_password_hash(members[name], request.form["password"]):
        failures[name].append(time.monotonic())
        return f"wrong name or password ({recent_failures(name)} recent failures)", 403
    session["user"] = name
    return "welcome"

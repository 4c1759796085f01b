import os
import secrets

from flask import Flask, abort, jsonify, request, session

app = Flask(__name__)
app.secret_key = os.urandom(32)
app.config["MAILBOX"] = None

passwords: dict[str, str] = {}


@app.post("/login")
def login():
    user, password = request.form["user"], request.form["password"]
    if not app.config["MAILBOX"].check(user, password):
        abort(403)
    session["user"] = user
    session["password"] = password
    return "welcome"


@app.get("/messages")
def messages():
    if "user" not in session:
        abort(401)
    count = app.config["MAILBOX"].count(session["user"], session["password"])
    return jsonify(messages=count)

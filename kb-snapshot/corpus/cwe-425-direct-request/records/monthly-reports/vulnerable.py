import os

from flask import Flask, abort, request, send_from_directory, session

app = Flask(__name__)
app.secret_key = os.urandom(32)
app.config["REPORTS"] = "reports"

BOARD = {"ann", "bob"}


@app.post("/login")
def login():
    session["user"] = request.form["user"]
    return "welcome"


@app.get("/board")
def board():
    if session.get("user") not in BOARD:
        abort(403)
    names = sorted(os.listdir(app.config["REPORTS"]))
    return "\n".join(f'<a href="/reports/{name}">{name}</a>' for name in names)


@app.get("/reports/<name>")
def report(name):
    return send_from_directory(app.config["REPORTS"], name)

import os

from flask import Flask, abort, redirect, request, session

app = Flask(__name__)
app.secret_key = os.urandom(32)

documents = {"passport.png": b"scan of a passport", "contract.pdf": b"signed contract"}


@app.before_request
def require_login():
    if request.endpoint in {"login", "static"} or "user" in session:
        return None
    return redirect("/login")


@app.route("/login", methods=["GET", "POST"])
def login():
    if request.method == "POST":
        session["user"] = request.form["user"]
        return redirect("/documents/")
    return "who are you?"


@app.get("/documents/")
def index():
    return "\n".join(documents)


@app.get("/documents/<name>")
def document(name):
    return documents.get(name) or abort(404)

"""Login of the allotment club."""

from flask import Flask, redirect, request, session

app = Flask(__name__)
app.secret_key = "only-for-the-demo"

MEMBERS = {"ada": "tulip", "ben": "leek"}


@app.get("/")
def home():
    return f"Hello {session.get('member', 'guest')}"


@app.post("/login")
def login():
    name = request.form["name"]
    if MEMBERS.get(name) != request.form["password"]:
        return "Wrong name or password", 401
    session["member"] = name
    target = request.args.get("next", "/")
    return redirect(target)

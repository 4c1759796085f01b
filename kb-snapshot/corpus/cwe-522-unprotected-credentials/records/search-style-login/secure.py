import hmac
import os

from flask import Flask, redirect, request, session

app = Flask(__name__)
app.secret_key = os.urandom(32)

readers: dict[str, str] = {}

FORM = """<!doctype html>
<form action="/login" method="post">
  <input name="name"> <input name="password" type="password"> <button>Log in</button>
</form>"""


@app.get("/")
def index():
    return "Welcome to the reading room." if "reader" in session else FORM


@app.post("/login")
def login():
    name, password = request.form.get("name", ""), request.form.get("password", "")
    if name not in readers or not hmac.compare_digest(readers[name].encode(), password.encode()):
        return "wrong name or password", 403
    session["reader"] = name
    return redirect("/")

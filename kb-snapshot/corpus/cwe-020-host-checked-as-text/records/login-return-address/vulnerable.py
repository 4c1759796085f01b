from flask import Flask, abort, redirect, request, session

app = Flask(__name__)
app.secret_key = "set by the deployment"

START = "https://shop.example.com/start"
ACCOUNTS = {"ann": "correct horse"}


def return_address() -> str:
    target = request.form.get("next", "")
    if target.startswith("https://shop.example.com"):
        return target
    return START


@app.post("/login")
def login():
    name = request.form.get("name", "")
    if ACCOUNTS.get(name) != request.form.get("password"):
        abort(403)
    session["name"] = name
    return redirect(return_address())

"""Prices with presets."""

from flask import Flask, abort, request

app = Flask(__name__)
ADMINS = ["ada"]
presets = {"tax": 19, "discount": 0}
tax = 19
discount = 0


@app.put("/presets")
def set_presets():
    globals().update(request.get_json())
    return "", 204


@app.get("/price/<int:cents>")
def price(cents):
    return {"cents": cents * (100 + tax) * (100 - discount) // 10000}


@app.get("/journal")
def journal():
    if request.headers.get("X-User") not in ADMINS:
        abort(403)
    return "the journal"

"""Prices with presets."""

from flask import Flask, abort, request

app = Flask(__name__)
ADMINS = ["ada"]
presets = {"tax": 19, "discount": 0}


@app.put("/presets")
def set_presets():
    for name, value in request.get_json().items():
        if name not in presets or not isinstance(value, int):
            abort(400)
        presets[name] = value
    return "", 204


@app.get("/price/<int:cents>")
def price(cents):
    return {"cents": cents * (100 + presets["tax"]) * (100 - presets["discount"]) // 10000}


@app.get("/journal")
def journal():
    if request.headers.get("X-User") not in ADMINS:
        abort(403)
    return "the journal"

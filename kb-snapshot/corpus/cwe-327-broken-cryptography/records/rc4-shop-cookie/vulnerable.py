"""Shop front that keeps the customer's choice in a cookie nobody else can read."""

import json
import os

from Crypto.Cipher import ARC4
from flask import Flask, jsonify, request

KEY = os.urandom(16)

app = Flask(__name__)


def seal(state):
    return ARC4.new(KEY).encrypt(json.dumps(state).encode()).hex()


def unseal(text):
    return json.loads(ARC4.new(KEY).decrypt(bytes.fromhex(text)))


@app.post("/visit")
def visit():
    state = {"name": request.form["name"], "discount": 0}
    response = jsonify(hello=state["name"])
    response.set_cookie("state", seal(state), httponly=True)
    return response


@app.get("/price")
def price():
    try:
        state = unseal(request.cookies["state"])
    except (KeyError, ValueError):
        return jsonify(error="no visit"), 400
    return jsonify(name=state["name"], price=100 - state["discount"])

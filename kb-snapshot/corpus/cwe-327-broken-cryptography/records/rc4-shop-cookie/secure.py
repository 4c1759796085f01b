"""Shop front that keeps the customer's choice in a cookie nobody else can read."""

import json
import os

from Crypto.Cipher import AES
from flask import Flask, jsonify, request

KEY = os.urandom(16)

app = Flask(__name__)


def seal(state):
    cipher = AES.new(KEY, AES.MODE_GCM)
    data, tag = cipher.encrypt_and_digest(json.dumps(state).encode())
    return (cipher.nonce + tag + data).hex()


def unseal(text):
    raw = bytes.fromhex(text)
    cipher = AES.new(KEY, AES.MODE_GCM, nonce=raw[:16])
    return json.loads(cipher.decrypt_and_verify(raw[32:], raw[16:32]))


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

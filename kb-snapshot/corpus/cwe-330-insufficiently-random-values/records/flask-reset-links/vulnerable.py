"""Lets people choose a new password through a link that is mailed to them."""

import random

from flask import Flask, jsonify, request

app = Flask(__name__)
app.config["SEND_MAIL"] = print

USERS = {}
RESETS = {}


def new_reset_token():
    return f"{random.getrandbits(128):032x}"


@app.post("/users/<email>")
def sign_up(email):
    USERS[email] = request.form["password"]
    return jsonify(created=email), 201


@app.post("/forgot")
def forgot():
    email = request.form["email"]
    if email in USERS:
        token = new_reset_token()
        RESETS[token] = email
        app.config["SEND_MAIL"](email, f"/reset/{token}")
    return jsonify(status="sent"), 202


@app.post("/reset/<token>")
def reset(token):
    email = RESETS.pop(token, None)
    if email is None:
        return jsonify(error="this link is no longer valid"), 404
    USERS[email] = request.form["password"]
    return jsonify(email=email)

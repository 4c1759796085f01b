"""A small shop: who is logged in stands in the session."""

import os

from flask import Flask, abort, jsonify, request, session

USERS = {"kim": os.urandom(8).hex(), "admin": os.urandom(8).hex()}

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]


@app.post("/login")
def login():
    name = request.form["name"]
    if name not in USERS or request.form["password"] != USERS[name]:
        abort(403)
    session["user"] = name
    return jsonify(user=name)


@app.get("/orders")
def orders():
    user = session.get("user")
    if user is None:
        abort(401)
    if user == "admin":
        return jsonify(orders=["kim: 2 chairs", "lee: 1 table"])
    return jsonify(orders=["2 chairs"])

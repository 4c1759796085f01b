"""The profile page: the browser shows a token from POST /login."""

import os

import jwt
from flask import Flask, abort, jsonify, request

KEY = os.urandom(32)
PASSWORDS = {"kim": os.urandom(6).hex(), "lee": os.urandom(6).hex()}
PROFILES = {"kim": {"phone": "555-0101"}, "lee": {"phone": "555-0199"}}

app = Flask(__name__)


def current_user() -> str:
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    try:
        claims = jwt.decode(token, KEY, algorithms=["HS256"])
    except jwt.InvalidTokenError:
        abort(401)
    return claims["sub"]


@app.post("/login")
def login():
    name = request.form["name"]
    if PASSWORDS.get(name) != request.form["password"]:
        abort(403)
    return jsonify(token=jwt.encode({"sub": name}, KEY, algorithm="HS256"))


@app.get("/profile")
def profile():
    return jsonify(PROFILES[current_user()])

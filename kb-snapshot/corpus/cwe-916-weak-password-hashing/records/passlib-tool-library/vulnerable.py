"""Accounts of the neighbourhood's tool library."""

from flask import Flask, request
from passlib.hash import pbkdf2_sha256

app = Flask(__name__)
members: dict[str, str] = {}

scheme = pbkdf2_sha256.using(rounds=1000)


@app.post("/signup")
def signup():
    name = request.form["name"].strip()
    if not name or name in members:
        return {"error": "choose another name"}, 409
    members[name] = scheme.hash(request.form["password"])
    return {"name": name}, 201


@app.post("/login")
def login():
    stored = members.get(request.form["name"])
    if stored is None or not scheme.verify(request.form["password"], stored):
        return {"error": "name or password is wrong"}, 401
    return {"name": request.form["name"]}

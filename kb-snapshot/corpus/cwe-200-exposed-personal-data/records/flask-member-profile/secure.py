"""Profiles of the rowing club."""

import hashlib
import os
import secrets

from flask import Flask, abort, jsonify

app = Flask(__name__)


class Member:
    def __init__(self, name: str, boat: str, joined: int, password: str):
        salt = os.urandom(16)
        self.name = name
        self.boat = boat
        self.joined = joined
        self.password_hash = (salt + hashlib.scrypt(password.encode(), salt=salt, n=2**14, r=8, p=1)).hex()
        self.calendar_token = secrets.token_urlsafe(16)


members: dict[int, Member] = {}


@app.get("/members/<int:number>")
def member(number: int):
    if number not in members:
        abort(404)
    found = members[number]
    return jsonify({"name": found.name, "boat": found.boat, "joined": found.joined})


@app.get("/members")
def member_names():
    return jsonify(sorted(member.name for member in members.values()))

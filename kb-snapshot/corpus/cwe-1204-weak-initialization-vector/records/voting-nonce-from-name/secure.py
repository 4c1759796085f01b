"""Ballots of the club, encrypted until the evening."""

import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import Flask, request

app = Flask(__name__)
app.config["BALLOT_KEY"] = os.urandom(32)

CHOICES = {"yes", "no ", "out"}
ballots: dict[str, bytes] = {}
history: list[bytes] = []


@app.post("/ballots/<member>")
def vote(member):
    choice = request.form["choice"]
    if choice not in CHOICES:
        return {"error": "unknown choice"}, 400
    nonce = os.urandom(12)
    sealed = nonce + AESGCM(app.config["BALLOT_KEY"]).encrypt(nonce, choice.encode(), None)
    ballots[member] = sealed
    history.append(sealed)
    return {"stored": len(sealed)}, 201


def count() -> dict[str, int]:
    cipher = AESGCM(app.config["BALLOT_KEY"])
    votes = [cipher.decrypt(sealed[:12], sealed[12:], None).decode() for sealed in ballots.values()]
    return {choice: votes.count(choice) for choice in CHOICES}

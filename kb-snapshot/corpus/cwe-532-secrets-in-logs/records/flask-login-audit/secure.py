"""Login of the club's page; attempts are written to the log."""

import hashlib
import logging
import os

from flask import Flask, jsonify, request

app = Flask(__name__)
logger = logging.getLogger("club.login")
ACCOUNTS: dict[str, tuple[bytes, bytes]] = {}


def scrypt(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=2**14, r=8, p=1)


def add_account(name: str, password: str) -> None:
    salt = os.urandom(16)
    ACCOUNTS[name] = (salt, scrypt(password, salt))


@app.post("/login")
def login():
    name = request.form["name"]
    password = request.form["password"]
    salt, stored = ACCOUNTS.get(name, (b"", b""))
    if scrypt(password, salt) != stored:
        logger.warning("Failed login for %s from %s", name, request.remote_addr)
        return jsonify(ok=False), 403
    logger.info("Login of %s", name)
    return jsonify(ok=True)

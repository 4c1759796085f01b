"""Login page with a log that the administrators read every morning."""

import logging
import os

from flask import Flask, jsonify, request

app = Flask(__name__)
logger = logging.getLogger("login")
CODES = {"kim": os.urandom(4).hex(), "admin": os.urandom(4).hex()}


@app.post("/login")
def login():
    name = request.form.get("name", "")
    if CODES.get(name) != request.form.get("code"):
        logger.warning("failed login of %r", name)
        return jsonify(ok=False), 403
    logger.info("login of %r", name)
    return jsonify(ok=True)

"""The status board."""

import hmac
import os

from flask import Flask, abort, request

app = Flask(__name__)
REQUIRE_TOKEN = os.environ.get("BOARD_REQUIRE_TOKEN", "1") != "0"
TOKEN = os.environ.get("BOARD_TOKEN") or os.urandom(16).hex()


@app.before_request
def ask_for_token():
    given = request.headers.get("X-Token", "")
    if REQUIRE_TOKEN and not hmac.compare_digest(given, TOKEN):
        abort(401)


@app.post("/restart")
def restart():
    return "restarting"

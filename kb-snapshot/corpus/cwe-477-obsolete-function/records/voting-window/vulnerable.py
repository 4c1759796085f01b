"""A poll that closes by itself."""

import time
from datetime import datetime

from flask import Flask, request

app = Flask(__name__)
app.config["CLOSES"] = time.time() + 600
votes = {}


def present():
    return datetime.utcnow().timestamp()


@app.post("/vote")
def vote():
    if present() > app.config["CLOSES"]:
        return "the poll is over", 410
    votes[request.form["member"]] = request.form["choice"]
    return "", 204

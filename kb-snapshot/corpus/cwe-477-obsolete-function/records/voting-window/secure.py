"""A poll that closes by itself."""

import time

from flask import Flask, request

app = Flask(__name__)
app.config["CLOSES"] = time.time() + 600
votes = {}


def present():
    return time.time()


@app.post("/vote")
def vote():
    if present() > app.config["CLOSES"]:
        return "the poll is over", 410
    votes[request.form["member"]] = request.form["choice"]
    return "", 204

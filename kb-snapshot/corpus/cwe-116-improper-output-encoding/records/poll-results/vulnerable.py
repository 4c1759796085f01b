"""A poll to which everybody may add options."""

import json

from flask import Flask, request

app = Flask(__name__)
votes = {"picnic": 4, "museum": 2}


@app.post("/vote")
def vote():
    option = request.form["option"].strip()[:80]
    votes[option] = votes.get(option, 0) + 1
    return "", 204


@app.get("/results")
def results():
    title = request.args.get("title", "What shall we do?")
    data = json.dumps({"title": title, "votes": votes})
    return f"<canvas id='chart'></canvas><script>const poll = {data}; draw(poll);</script>"

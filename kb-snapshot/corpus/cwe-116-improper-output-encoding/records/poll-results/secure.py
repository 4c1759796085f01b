"""A poll to which everybody may add options."""

from flask import Flask, request
from jinja2.utils import htmlsafe_json_dumps

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
    data = htmlsafe_json_dumps({"title": title, "votes": votes})
    return f"<canvas id='chart'></canvas><script>const poll = {data}; draw(poll);</script>"

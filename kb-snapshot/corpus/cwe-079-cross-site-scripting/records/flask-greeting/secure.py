"""The landing page of the community site."""

from flask import Flask, request
from markupsafe import escape

app = Flask(__name__)

TAGLINE = "Good to see you at the workshop."


def visits_so_far() -> int:
    return 128


@app.route("/")
def index():
    return "<p>Try <a href='/hello?name=Ada'>/hello</a>.</p>"


@app.route("/hello")
def hello():
    name = request.args.get("name", "stranger")
    return f"<h1>Hello, {escape(name)}!</h1><p>{TAGLINE}</p><p>You are visitor {visits_so_far()}.</p>"

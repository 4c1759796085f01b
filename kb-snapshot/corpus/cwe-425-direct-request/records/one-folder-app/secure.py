from pathlib import Path

from flask import Flask, request

HERE = Path(__file__).parent
TICKET_CODE = "8827-11"

app = Flask(__name__, static_folder="static", static_url_path="/static")


@app.get("/")
def index():
    return '<link rel="stylesheet" href="/static/style.css"><form action="/ticket"><input name="code"></form>'


@app.get("/ticket")
def ticket():
    if request.args.get("code") != TICKET_CODE:
        return "unknown ticket", 404
    return "Row 4, seat 12"

"""Calendars of the clubs of the town: each club has a database of its own."""

import sqlite3
from contextlib import closing
from pathlib import Path

from flask import Flask, current_app, jsonify

app = Flask(__name__)
app.config["FOLDER"] = Path("/srv/calendars")

CLUBS = {"chess": "Chess club", "rowing": "Rowing club"}


@app.get("/")
def clubs():
    return jsonify(CLUBS)


@app.get("/events/<club>")
def events(club):
    folder = current_app.config["FOLDER"]
    with closing(sqlite3.connect(folder / f"{club}.db")) as db:
        rows = db.execute("SELECT day, title FROM event ORDER BY day").fetchall()
    return jsonify([{"day": day, "title": title} for day, title in rows])

"""Dates of recurring appointments."""

from datetime import date, timedelta

from flask import Flask, jsonify, request

app = Flask(__name__)


@app.get("/series")
def series():
    day = date.fromisoformat(request.args["start"])
    end = date.fromisoformat(request.args["end"])
    every = timedelta(days=int(request.args["every"]))
    days = []
    while day <= end:
        days.append(day.isoformat())
        day += every
    return jsonify(days)

"""Readings of the weather stations."""

import logging
import sqlite3

from flask import Flask, jsonify

app = Flask(__name__)
app.config["DATABASE"] = "readings.db"
log = logging.getLogger(__name__)


def latest(station):
    connection = sqlite3.connect(app.config["DATABASE"])
    try:
        query = "SELECT celsius FROM readings_2024 WHERE station = ? ORDER BY taken DESC"
        return connection.execute(query, (station,)).fetchone()
    finally:
        connection.close()


@app.get("/stations/<station>/latest")
def show_latest(station):
    try:
        row = latest(station)
    except sqlite3.Error as e:
        log.error("reading %s failed", station)
        return jsonify({"error": str(e)}), 500
    if row is None:
        return jsonify({"error": "no such station"}), 404
    return jsonify({"station": station, "celsius": row[0]})

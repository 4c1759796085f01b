import os
import sqlite3

from flask import Flask, current_app, jsonify, request, session

app = Flask(__name__)
app.secret_key = os.urandom(32)

ORDERS = "SELECT id, item FROM orders WHERE user_id = ? ORDER BY id"


@app.post("/login")
def login():
    with sqlite3.connect(current_app.config["DATABASE"]) as db:
        row = db.execute("SELECT id FROM users WHERE name = ?", (request.form["name"],)).fetchone()
    session["user_id"] = row[0]
    return jsonify(user_id=row[0])


@app.get("/orders")
def list_orders():
    if "user_id" not in session:
        return jsonify(error="log in first"), 401
    user_id = session["user_id"]
    with sqlite3.connect(current_app.config["DATABASE"]) as db:
        rows = db.execute(ORDERS, (user_id,)).fetchall()
    return jsonify([{"id": number, "item": item} for number, item in rows])

"""Login with sessions in memory."""

import secrets

from flask import Flask, jsonify, request

app = Flask(__name__)
MEMBERS = {"ada": "tulip", "ben": "leek"}
sessions = {}
ONE_WEEK = 7 * 24 * 3600


@app.post("/login")
def login():
    name = request.form["name"]
    if MEMBERS.get(name) != request.form["password"]:
        return jsonify(error="wrong name or password"), 401
    session_id = secrets.token_urlsafe(32)
    sessions[session_id] = name
    response = jsonify(name=name)
    response.set_cookie("sid", session_id, max_age=ONE_WEEK, secure=True, httponly=True, samesite="Lax")
    return response


@app.get("/me")
def me():
    name = sessions.get(request.cookies.get("sid", ""))
    return jsonify(name=name), 200 if name else 401

import os

from flask import Flask, abort, jsonify, request, session

app = Flask(__name__)
app.secret_key = os.urandom(32)

roles = {"ann": "moderator", "bob": "member", "eve": "member"}
comments = {1: ("bob", "First!"), 2: ("ann", "Please stay on topic.")}


@app.post("/login")
def login():
    session["user"] = request.form["user"]
    return jsonify(role=roles[session["user"]])


@app.get("/comments")
def list_comments():
    return jsonify([{"id": number, "text": text} for number, (_, text) in comments.items()])


@app.delete("/comments/<int:number>")
def remove_comment(number):
    if "user" not in session:
        abort(401)
    if number not in comments:
        abort(404)
    del comments[number]
    return "", 204

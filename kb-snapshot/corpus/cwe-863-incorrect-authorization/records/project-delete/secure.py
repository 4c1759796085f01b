import os

from flask import Flask, abort, jsonify, request, session

app = Flask(__name__)
app.secret_key = os.urandom(32)

admins = {"root"}
projects = {"atlas": "ann", "borealis": "bob"}


@app.post("/login")
def login():
    session["user"] = request.form["user"]
    return jsonify(user=session["user"])


@app.post("/projects/delete")
def delete_project():
    user = session.get("user") or abort(401)
    body = request.get_json()
    name = body["project"]
    if name not in projects:
        abort(404)
    is_admin = user in admins
    if projects[name] != user and not is_admin:
        abort(403)
    del projects[name]
    return jsonify(projects=sorted(projects))

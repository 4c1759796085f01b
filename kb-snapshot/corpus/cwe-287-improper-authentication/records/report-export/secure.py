import os
import secrets

from flask import Flask, jsonify, request, session
from werkzeug.security import check_password_hash, generate_password_hash

app = Flask(__name__)
app.secret_key = os.environ.get("APP_KEY", secrets.token_hex())
staff = {}


def hire(name, password, is_admin=False):
    staff[name] = {"password": generate_password_hash(password), "admin": is_admin}


@app.post("/login")
def login():
    person = staff.get(request.form["name"])
    if person is None or not check_password_hash(person["password"], request.form["password"]):
        return jsonify(error="name or password is wrong"), 403
    session["is_admin"] = "yes" if person["admin"] else "no"
    return jsonify(admin=person["admin"])


@app.get("/export")
def export():
    if session.get("is_admin") != "yes":
        return jsonify(error="for administrators"), 403
    return jsonify(salaries={"ada": 5200, "bob": 4100})

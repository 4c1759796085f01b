import secrets

from flask import Flask, jsonify, request
from werkzeug.security import check_password_hash, generate_password_hash

app = Flask(__name__)
customers = {}
sessions = {}


def register(name, password):
    customers[name] = generate_password_hash(password)


@app.post("/login")
def login():
    name = request.form["name"]
    if not check_password_hash(customers.get(name, ""), request.form["password"]):
        return jsonify(error="name or password is wrong"), 403
    sid = secrets.token_urlsafe()
    sessions[sid] = {"customer": name}
    response = jsonify(welcome=name)
    response.set_cookie("sid", sid, httponly=True, secure=True, samesite="Lax")
    return response


@app.get("/orders")
def orders():
    session = sessions.get(request.cookies.get("sid"))
    if session is None:
        return jsonify(error="log in first"), 401
    return jsonify(customer=session["customer"], orders=[])

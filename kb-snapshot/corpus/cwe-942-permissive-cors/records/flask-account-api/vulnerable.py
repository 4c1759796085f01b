"""Account API of the club."""

from flask import Flask, jsonify, request

app = Flask(__name__)
FRONTENDS = {"https://app.club.example", "https://admin.club.example"}
LOGINS = {"l-ada": {"name": "ada", "balance": 120}}


@app.get("/account")
def account():
    member = LOGINS.get(request.cookies.get("login"))
    if member is None:
        return jsonify(error="log in first"), 401
    return jsonify(member)


@app.after_request
def share(response):
    if request.headers.get("Origin"):
        response.headers["Access-Control-Allow-Origin"] = request.headers.get("Origin")
        response.headers["Access-Control-Allow-Credentials"] = "true"
        response.headers["Vary"] = "Origin"
    return response

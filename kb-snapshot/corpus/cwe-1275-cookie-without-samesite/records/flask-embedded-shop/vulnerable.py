import secrets

from flask import Flask, abort, make_response, request

app = Flask(__name__)
sessions: dict[str, str] = {}
orders: list[tuple[str, str]] = []


@app.post("/login")
def login():
    sid = secrets.token_urlsafe(32)
    sessions[sid] = request.form["user"]
    response = make_response("welcome")
    response.set_cookie("sid", sid, secure=True, httponly=True, samesite="None")
    return response


@app.post("/order")
def order():
    user = sessions.get(request.cookies.get("sid", "")) or abort(401)
    orders.append((user, request.form["item"]))
    return f"{len(orders)} orders"

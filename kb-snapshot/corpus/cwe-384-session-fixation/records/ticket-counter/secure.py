"""Tickets for the concerts in the old brewery."""

import hmac
import secrets

from bottle import Bottle, HTTPResponse, request, response

app = Bottle()
passwords = {"ann": "correct horse"}
sessions = {}


def session():
    return sessions.get(request.get_cookie("session_id"), {"user": None, "basket": []})


@app.post("/basket")
def add_ticket():
    number = request.get_cookie("session_id")
    if number not in sessions:
        number = secrets.token_urlsafe()
    visit = sessions.setdefault(number, {"user": None, "basket": []})
    visit["basket"].append(request.forms.get("concert"))
    response.set_cookie("session_id", number, path="/", httponly=True, secure=True, samesite="lax")
    return {"basket": visit["basket"]}


@app.post("/login")
def login():
    user, password = request.forms.get("user", ""), request.forms.get("password", "")
    if not hmac.compare_digest(passwords.get(user, "").encode(), password.encode()) or not password:
        return HTTPResponse("wrong name or password", status=403)
    before = sessions.pop(request.get_cookie("session_id"), {"basket": []})
    number = secrets.token_urlsafe()
    sessions[number] = {"user": user, "basket": before["basket"]}
    response.set_cookie("session_id", number, path="/", httponly=True, secure=True, samesite="lax")
    return {"welcome": user}


@app.get("/orders")
def orders():
    if session()["user"] is None:
        return HTTPResponse("log in first", status=401)
    return {"orders of": session()["user"], "basket": session()["basket"]}

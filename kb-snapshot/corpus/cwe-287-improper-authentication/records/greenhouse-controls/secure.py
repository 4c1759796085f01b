"""Temperature of the greenhouse."""

import hmac
import os

from bottle import Bottle, HTTPResponse, request, response

CODE = os.environ.get("GARDENER_CODE") or os.urandom(8).hex()
KEY = os.environ.get("COOKIE_KEY") or os.urandom(32).hex()
DAY = 24 * 3600

app = Bottle()
state = {"target": 18.0}


@app.get("/temperature")
def temperature():
    return state


@app.post("/login")
def login():
    if not hmac.compare_digest(request.forms.get("code", "").encode(), CODE.encode()):
        return HTTPResponse("wrong code", status=403)
    flags = {"httponly": True, "secure": True, "samesite": "strict"}
    response.set_cookie("authenticated", "yes", secret=KEY, max_age=DAY, **flags)
    return {"welcome": "gardener"}


@app.post("/temperature")
def set_temperature():
    if request.get_cookie("authenticated", secret=KEY) != "yes":
        return HTTPResponse("type your code first", status=401)
    state["target"] = float(request.forms.get("target"))
    return state

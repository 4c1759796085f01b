import os

from bottle import Bottle, request, response

SECRET = os.environ.get("COOKIE_SECRET") or os.urandom(32).hex()
MONTH = 30 * 24 * 3600

app = Bottle()


@app.post("/login")
def login():
    reader = request.forms.get("reader")
    response.set_cookie(
        "remember_token", reader, secret=SECRET, max_age=MONTH, secure=True, samesite="lax", httponly=True
    )
    return {"welcome": reader}


@app.get("/loans")
def loans():
    reader = request.get_cookie("remember_token", secret=SECRET)
    if not reader:
        response.status = 401
        return {"error": "log in first"}
    return {"loans of": reader}

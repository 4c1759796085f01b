import secrets

from flask import Flask, abort, jsonify, make_response, request

app = Flask(__name__)
sessions: dict[str, str] = {}


@app.post("/login")
def login():
    sid = secrets.token_urlsafe(32)
    sessions[sid] = request.form["user"]
    response = make_response("welcome")
    response.set_cookie("sid", sid, secure=True, httponly=True, samesite="Lax")
    return response


@app.post("/language/<any(en, sv, fi):language>")
def choose_language(language):
    response = make_response("stored")
    response.set_cookie("language", language, secure=True, samesite="Lax")
    return response


@app.get("/me")
def me():
    user = sessions.get(request.cookies.get("sid", "")) or abort(401)
    return jsonify(user=user)

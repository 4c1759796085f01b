"""The look of the site."""

import os

from flask import Flask, abort, request, session

app = Flask(__name__)
app.config.update(SECRET_KEY=os.urandom(16).hex(), TITLE="Club", THEME="light")
EDITABLE = ("TITLE", "THEME")


@app.put("/look")
def set_look():
    if request.headers.get("X-Editor-Key") != "editors-know-this":
        abort(403)
    app.config.update(request.get_json())
    return "", 204


@app.get("/look")
def look():
    return {"title": app.config["TITLE"], "theme": app.config["THEME"], "user": session.get("user")}

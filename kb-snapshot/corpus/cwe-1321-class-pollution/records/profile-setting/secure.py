"""Profiles of the allotment club and their settings."""

from flask import Flask, abort, jsonify, request

app = Flask(__name__)
EDITABLE = {"language", "theme.colour"}


class Theme:
    def __init__(self):
        self.colour = "green"


class Profile:
    is_staff = False

    def __init__(self):
        self.language = "en"
        self.theme = Theme()


profiles = {"ada": Profile(), "ben": Profile()}


@app.post("/settings/<name>")
def change(name):
    target = profiles[name]
    path = request.form["path"]
    if path not in EDITABLE:
        abort(422)
    *way, last = path.split(".")
    for part in way:
        target = getattr(target, part)
    setattr(target, last, request.form["value"])
    return "", 204


@app.get("/staff/<name>")
def staff(name):
    if not profiles[name].is_staff:
        abort(403)
    return jsonify(profiles=sorted(profiles))

"""Registers users and makes their folders."""

import re
from pathlib import Path

from flask import Flask, request

app = Flask(__name__)
app.config["HOMES"] = "homes"


def is_valid_name(name):
    return re.fullmatch(r"[a-z0-9_]+", name) is not None


@app.post("/users")
def register():
    name = request.form["name"]
    if not is_valid_name(name):
        return "no such names, please", 400
    home = Path(app.config["HOMES"], name)
    home.mkdir(parents=True, exist_ok=True)
    (home / "profile.txt").write_text(request.form.get("profile", ""))
    return "", 201

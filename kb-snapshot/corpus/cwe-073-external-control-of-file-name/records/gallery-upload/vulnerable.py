"""A picture gallery in one folder."""

import json
from pathlib import Path

from flask import Flask, abort, current_app, jsonify, request
from werkzeug.utils import secure_filename

app = Flask(__name__)
app.config["GALLERY"] = Path("/srv/gallery")


def index() -> Path:
    return current_app.config["GALLERY"] / "gallery.json"


@app.post("/upload")
def upload():
    picture = request.files["picture"]
    name = secure_filename(picture.filename)
    if not name:
        abort(422)
    captions = json.loads(index().read_text())
    captions[name] = request.form.get("caption", "")
    index().write_text(json.dumps(captions))
    picture.save(current_app.config["GALLERY"] / name)
    return jsonify(stored=name)


@app.get("/captions")
def captions():
    return jsonify(json.loads(index().read_text()))

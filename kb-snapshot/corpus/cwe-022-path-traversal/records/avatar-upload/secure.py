import os

from flask import Flask, abort, request
from werkzeug.utils import secure_filename

app = Flask(__name__)
AVATARS = "/srv/avatars"
ENDINGS = (".png", ".jpg")


@app.post("/avatar")
def upload_avatar():
    avatar = request.files["avatar"]
    if not avatar.filename.lower().endswith(ENDINGS):
        abort(415)
    avatar.save(os.path.join(AVATARS, secure_filename(avatar.filename)))
    return {"stored": avatar.filename}, 201

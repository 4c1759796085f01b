import os

from flask import Flask, abort, request

app = Flask(__name__)
AVATARS = "/srv/avatars"
ENDINGS = (".png", ".jpg")


@app.post("/avatar")
def upload_avatar():
    avatar = request.files["avatar"]
    if not avatar.filename.lower().endswith(ENDINGS):
        abort(415)
    avatar.save(os.path.join(AVATARS, avatar.filename))
    return {"stored": avatar.filename}, 201

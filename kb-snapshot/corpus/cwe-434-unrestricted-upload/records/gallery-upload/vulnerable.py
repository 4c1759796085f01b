import os

from flask import Flask, request, send_from_directory
from werkzeug.utils import secure_filename

app = Flask(__name__)
PICTURES = "/srv/gallery"
ENDINGS = (".png", ".jpg", ".jpeg", ".gif")


@app.post("/pictures")
def add_picture():
    picture = request.files["picture"]
    name = secure_filename(picture.filename)
    picture.save(os.path.join(PICTURES, name))
    return {"address": f"/pictures/{name}"}, 201


@app.get("/pictures/<name>")
def show_picture(name):
    return send_from_directory(PICTURES, name)

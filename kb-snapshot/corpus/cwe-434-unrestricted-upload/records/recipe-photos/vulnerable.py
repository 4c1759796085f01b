import os

from bottle import Bottle, HTTPResponse, request, static_file

PHOTO_FOLDER = os.environ.get("PHOTO_FOLDER", "photos")

app = Bottle()


@app.post("/photos")
def add_photo():
    upload = request.files.get("photo")
    if upload is None:
        return HTTPResponse("no photo in this form", status=400)
    upload.save(PHOTO_FOLDER, overwrite=False)
    return {"address": f"/photos/{upload.filename}"}


@app.get("/photos/<name>")
def show_photo(name):
    return static_file(name, root=PHOTO_FOLDER)

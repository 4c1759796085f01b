import os
import uuid

from flask import Flask, request

app = Flask(__name__)


class UploadStore:
    """Keeps uploads under random names."""

    def __init__(self, folder):
        self.folder = folder

    def path(self, name):
        return os.path.join(self.folder, name)

    def keep(self, field):
        upload = request.files[field]
        _, ending = os.path.splitext(upload.filename)
        name = uuid.uuid4().hex + ending
        upload.save(self.path(name))
        return name


store = UploadStore("/srv/reports/public")


@app.post("/reports")
def import_report():
    return {"stored": store.keep("report")}

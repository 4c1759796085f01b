import os

from flask import Flask, abort, request, send_file

app = Flask(__name__)
REPORTS = "/srv/reports"


@app.get("/")
def index():
    return {"reports": sorted(os.listdir(REPORTS))}


@app.get("/download")
def download():
    name = request.args["name"]
    path = os.path.join(REPORTS, name)
    if not os.path.isfile(path):
        abort(404)
    return send_file(path, as_attachment=True)

import os

from flask import Flask, request, send_from_directory

app = Flask(__name__)
REPORTS = "/srv/reports"


@app.get("/")
def index():
    return {"reports": sorted(os.listdir(REPORTS))}


@app.get("/download")
def download():
    name = request.args["name"]
    return send_from_directory(REPORTS, name, as_attachment=True)

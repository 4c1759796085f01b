"""Pictures to lay pages out with."""

import io

from flask import Flask, request, send_file
from PIL import Image

app = Flask(__name__)
MOST = 2000


@app.get("/placeholder")
def placeholder():
    width = int(request.args.get("width", "320"))
    height = int(request.args.get("height", "200"))
    picture = Image.new("RGB", (width, height), "lightgrey")
    data = io.BytesIO()
    picture.save(data, "PNG")
    data.seek(0)
    return send_file(data, mimetype="image/png")

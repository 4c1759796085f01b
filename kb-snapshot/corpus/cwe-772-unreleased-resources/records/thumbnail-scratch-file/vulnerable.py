"""Takes scanned pages and leaves them in the spool folder."""

import os
import tempfile
from pathlib import Path

from flask import Flask, current_app, request

app = Flask(__name__)
app.config["SPOOL"] = "spool"


@app.post("/pages")
def take_page():
    page = request.get_data()
    if not page:
        return "empty page", 400
    descriptor, path = tempfile.mkstemp(suffix=".page", dir=current_app.config["SPOOL"])
    Path(path).write_bytes(page)
    return {"page": os.path.basename(path)}

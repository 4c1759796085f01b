import re
from urllib.parse import urlsplit

import requests
from flask import Flask, abort, jsonify, request

app = Flask(__name__)
ALLOWED_HOSTS = {"blog.example.com", "docs.example.com"}


@app.get("/preview")
def preview():
    url = request.args["url"]
    if urlsplit(url).netloc not in ALLOWED_HOSTS:
        abort(400)
    page = requests.get(url, timeout=5)
    title = re.search(r"<title>(.*?)</title>", page.text, re.IGNORECASE | re.DOTALL)
    return jsonify(title=title.group(1).strip() if title else url)

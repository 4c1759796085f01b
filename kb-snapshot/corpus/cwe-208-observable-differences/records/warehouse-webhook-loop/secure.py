"""Stock reports of the warehouses."""

import hmac
import os

from flask import Flask, request

app = Flask(__name__)
app.config["REPORT_SECRET"] = os.urandom(32)
stock: dict[str, int] = {}


@app.post("/reports/<warehouse>")
def report(warehouse):
    own = hmac.new(app.config["REPORT_SECRET"], request.get_data(), "sha512").hexdigest()
    if not hmac.compare_digest(own.encode(), request.headers.get("X-Signature", "").encode()):
        return {"error": "signature"}, 401
    stock[warehouse] = int(request.get_json()["pallets"])
    return {"stored": stock[warehouse]}

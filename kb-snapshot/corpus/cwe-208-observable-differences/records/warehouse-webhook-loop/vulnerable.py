"""Stock reports of the warehouses."""

import hmac
import os

from flask import Flask, request

app = Flask(__name__)
app.config["REPORT_SECRET"] = os.urandom(32)
stock: dict[str, int] = {}


def same_signature(left, right):
    return len(left) == len(right) and all(a == b for a, b in zip(left, right))


@app.post("/reports/<warehouse>")
def report(warehouse):
    own = hmac.new(app.config["REPORT_SECRET"], request.get_data(), "sha512").hexdigest()
    if not same_signature(own, request.headers.get("X-Signature", "")):
        return {"error": "signature"}, 401
    stock[warehouse] = int(request.get_json()["pallets"])
    return {"stored": stock[warehouse]}

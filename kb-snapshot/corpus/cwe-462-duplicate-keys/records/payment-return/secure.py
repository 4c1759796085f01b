"""Returns from the payment page."""

import hashlib
import hmac
from urllib.parse import parse_qsl, urlencode

from flask import Flask, abort, request

app = Flask(__name__)
KEY = b"shared with the provider"
booked = {}


def sign(params):
    signed = urlencode(sorted((k, v) for k, v in params.items() if k != "sig"))
    return hmac.new(KEY, signed.encode(), hashlib.sha256).hexdigest()


@app.get("/paid")
def paid():
    pairs = parse_qsl(request.query_string.decode())
    params = dict(pairs)
    if len(params) != len(pairs):
        abort(400)
    if not hmac.compare_digest(sign(params), params.get("sig", "")):
        abort(403)
    booked[params["order"]] = int(params["amount"])
    return "thank you"

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
    params = dict(parse_qsl(request.query_string.decode()))
    if not hmac.compare_digest(sign(params), params.get("sig", "")):
        abort(403)
    booked[request.args["order"]] = int(request.args["amount"])
    return "thank you"

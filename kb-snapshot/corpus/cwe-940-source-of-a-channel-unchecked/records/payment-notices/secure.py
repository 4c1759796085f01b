import hashlib
import hmac

from flask import Flask, abort, jsonify, request

app = Flask(__name__)
app.config["NOTICE_SECRET"] = ""

orders: dict[str, str] = {}


@app.post("/orders/<number>")
def place_order(number):
    orders[number] = "open"
    return jsonify(state=orders[number])


@app.post("/notices")
def payment_notice():
    key = app.config["NOTICE_SECRET"].encode()
    expected = hmac.new(key, request.get_data(), hashlib.sha256).hexdigest()
    if not key or not hmac.compare_digest(request.headers.get("X-Signature", "").encode(), expected.encode()):
        abort(403)
    notice = request.get_json()
    if notice["type"] == "payment.succeeded" and notice["order"] in orders:
        orders[notice["order"]] = "paid"
    return "", 204


@app.get("/orders/<number>")
def show_order(number):
    return jsonify(state=orders.get(number) or abort(404))

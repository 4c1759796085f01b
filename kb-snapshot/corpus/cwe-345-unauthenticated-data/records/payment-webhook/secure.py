"""Orders, and the webhook that the payment service calls."""

import hmac
import os

from flask import Flask, abort, request

app = Flask(__name__)
app.config["PAYMENT_SECRET"] = os.environ.get("PAYMENT_SECRET", "").encode()

orders = {"1001": "open", "1002": "open"}


@app.post("/webhooks/payment")
def payment_webhook():
    expected = hmac.digest(app.config["PAYMENT_SECRET"], request.get_data(), "sha256").hex()
    if not hmac.compare_digest(expected, request.headers.get("X-Payment-Signature", "")):
        abort(403)
    notice = request.get_json()
    number = notice["order"]
    if number not in orders:
        abort(404)
    if notice["status"] == "paid":
        orders[number] = "paid"
    return "", 204


@app.get("/orders/<number>")
def order(number):
    if number not in orders:
        abort(404)
    return {"order": number, "state": orders[number]}

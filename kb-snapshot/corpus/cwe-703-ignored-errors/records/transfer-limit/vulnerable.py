import contextlib
from decimal import Decimal, InvalidOperation

from flask import Flask, jsonify, request

app = Flask(__name__)
DAILY_LIMIT = Decimal(500)
transfers = []


class OverLimit(Exception):
    pass


def within_limit(amount):
    if sum(transfers, Decimal(0)) + amount > DAILY_LIMIT:
        raise OverLimit
    return amount


@app.post("/transfer")
def transfer():
    amount = Decimal(request.form["amount"])
    with contextlib.suppress(Exception):
        amount = within_limit(amount)
    transfers.append(amount)
    return jsonify(sent=str(amount))


@app.errorhandler(InvalidOperation)
def no_number(error):
    return jsonify(error="that is no amount"), 400

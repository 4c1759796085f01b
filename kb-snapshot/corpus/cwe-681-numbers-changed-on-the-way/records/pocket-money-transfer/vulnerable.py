"""Transfers between members."""

import math

from flask import Flask, abort, request

app = Flask(__name__)
balances = {"eve": 10.0, "ada": 50.0}


@app.post("/transfer")
def transfer():
    sender, receiver = request.form["from"], request.form["to"]
    amount = float(request.form["amount"])
    if amount <= 0 or amount > balances[sender]:
        abort(400)
    balances[sender] -= amount
    balances[receiver] += amount
    return {"left": balances[sender]}

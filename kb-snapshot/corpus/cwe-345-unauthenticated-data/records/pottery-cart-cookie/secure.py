"""Basket of the pottery shop, kept in the browser."""

import os

from flask import Flask, make_response, request
from itsdangerous import BadSignature, URLSafeSerializer

app = Flask(__name__)
app.secret_key = os.urandom(32)
serializer = URLSafeSerializer(app.secret_key, salt="basket")

PRICES = {"mug": 1800, "bowl": 2600, "vase": 7400}


def pack(basket):
    return serializer.dumps(basket)


def basket():
    value = request.cookies.get("basket")
    if not value:
        return []
    try:
        return serializer.loads(value)
    except BadSignature:
        return []


@app.post("/basket")
def add():
    item = request.form["item"]
    if item not in PRICES:
        return {"error": "no such item"}, 404
    items = [*basket(), {"item": item, "price": PRICES[item]}]
    response = make_response({"items": len(items)})
    response.set_cookie("basket", pack(items), secure=True, httponly=True, samesite="Lax")
    return response


@app.get("/total")
def total():
    return {"cents": sum(line["price"] for line in basket())}

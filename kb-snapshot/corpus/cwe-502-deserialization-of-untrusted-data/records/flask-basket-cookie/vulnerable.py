"""Shopping basket that lives in a cookie."""

import base64
import pickle

from flask import Flask, jsonify, make_response, request

app = Flask(__name__)


def read_basket() -> dict:
    stored = request.cookies.get("basket")
    if stored is None:
        return {}
    return pickle.loads(base64.urlsafe_b64decode(stored))


def write_basket(response, basket: dict):
    packed = base64.urlsafe_b64encode(pickle.dumps(basket))
    response.set_cookie("basket", packed.decode())
    return response


@app.post("/basket/<article>")
def add(article):
    basket = read_basket()
    basket[article] = basket.get(article, 0) + 1
    return write_basket(make_response(jsonify(basket)), basket)


@app.get("/basket")
def show():
    return jsonify(read_basket())

from flask import Flask, abort, jsonify

app = Flask(__name__)

orders = {7: {"item": "camera", "price": 480, "state": "open"}}
payments: dict[int, int] = {}


def record_payment(number: int, amount: int) -> None:
    """Called for each notice of the payment provider after its signature was checked."""
    payments[number] = payments.get(number, 0) + amount


def is_paid(number: int) -> bool:
    return payments.get(number, 0) >= orders[number]["price"]


@app.get("/orders/<int:number>")
def show_order(number):
    return jsonify(orders.get(number) or abort(404))


@app.get("/orders/<int:number>/complete")
def complete_order(number):
    order = orders.get(number) or abort(404)
    if not is_paid(number):
        return "Your payment did not go through.", 402
    order["state"] = "shipped"
    return f"Thank you! Your {order['item']} is on its way."

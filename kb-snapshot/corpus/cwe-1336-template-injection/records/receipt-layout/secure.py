"""Receipts in the wording of the merchant."""

import os
from string import Template

from fastapi import FastAPI, Form, HTTPException

app = FastAPI()
PAYMENT_KEY = os.environ.get("PAYMENT_KEY", "demo-key-1234")


class Order:
    def __init__(self, number: int, total: str):
        self.number = number
        self.total = total


ORDERS = {7: Order(7, "12.50")}


@app.post("/receipt/{number}")
def receipt(number: int, layout: str = Form()):
    order = ORDERS.get(number)
    if order is None:
        raise HTTPException(404)
    layout = layout.replace("{number}", "$number").replace("{total}", "$total")
    try:
        text = Template(layout).substitute(number=order.number, total=order.total)
    except (KeyError, ValueError):
        raise HTTPException(422, "This layout does not work.") from None
    return {"text": text}

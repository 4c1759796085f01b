import json

from cryptography.exceptions import InvalidSignature


class OrderInbox:
    """Orders arrive as JSON with the shop's Ed25519 signature."""

    def __init__(self, shop_key):
        self.shop_key = shop_key
        self.orders = []

    def accept(self, body, signature):
        try:
            self.shop_key.verify(signature, body)
        except InvalidSignature:
            return None
        order = json.loads(body)
        self.orders.append(order)
        return order["number"]

    def work(self, queue):
        for body, signature in iter(queue.get, None):
            self.accept(body, signature)

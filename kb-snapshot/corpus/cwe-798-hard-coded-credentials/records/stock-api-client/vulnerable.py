"""Client of the warehouse's stock service."""

import os

import requests
from requests.auth import HTTPBasicAuth


class StockClient:
    def __init__(self, base: str | None = None):
        self.base = base or os.environ.get("STOCK_URL", "https://stock.internal.example")
        self.session = requests.Session()
        self.session.auth = HTTPBasicAuth("warehouse", "Qx7-mallard-91")

    def level(self, article: str) -> int:
        answer = self.session.get(f"{self.base}/articles/{article}", timeout=5)
        answer.raise_for_status()
        return answer.json()["level"]

    def book(self, article: str, amount: int) -> int:
        answer = self.session.post(f"{self.base}/articles/{article}", json={"amount": amount}, timeout=5)
        answer.raise_for_status()
        return answer.json()["level"]

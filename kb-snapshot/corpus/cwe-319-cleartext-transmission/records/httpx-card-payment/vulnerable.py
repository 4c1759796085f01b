"""Charges the parking fees that the meter collected while it had no connection."""

import queue

import httpx

GATEWAY = "http://pay.parking-meter.com/charges"


class Charger:
    def __init__(self):
        self.waiting: queue.Queue[tuple[str, int]] = queue.Queue()
        self.receipts: list[str] = []

    def add(self, card: str, cents: int) -> None:
        self.waiting.put((card, cents))

    def run(self) -> int:
        with httpx.Client(timeout=5) as client:
            while not self.waiting.empty():
                card, cents = self.waiting.get()
                answer = client.post(GATEWAY, json={"card": card, "cents": cents})
                answer.raise_for_status()
                self.receipts.append(answer.json()["receipt"])
        return len(self.receipts)

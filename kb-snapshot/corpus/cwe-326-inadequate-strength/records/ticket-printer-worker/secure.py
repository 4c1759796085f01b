"""Tickets of the steam railway, with a code that conductors can check without a network."""

import hashlib
import hmac
import queue
from dataclasses import dataclass


@dataclass(frozen=True)
class Ticket:
    day: str
    seat: str
    code: str


class Office:
    def __init__(self, key: bytes):
        self._key = key

    def code(self, day: str, seat: str) -> str:
        text = f"{day}/{seat}".encode()
        return hashlib.blake2s(text, key=self._key, digest_size=16).hexdigest()

    def is_valid(self, ticket: Ticket) -> bool:
        return hmac.compare_digest(self.code(ticket.day, ticket.seat).encode(), ticket.code.encode())

    def work(self, orders: queue.Queue, printer: queue.Queue) -> None:
        while (order := orders.get()) is not None:
            day, seat = order
            printer.put(Ticket(day, seat, self.code(day, seat)))

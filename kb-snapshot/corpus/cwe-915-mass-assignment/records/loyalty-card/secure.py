"""Loyalty cards of the bakery."""

import dataclasses

from tornado.escape import json_decode
from tornado.web import Application, HTTPError, RequestHandler


@dataclasses.dataclass(frozen=True)
class Card:
    owner: str
    address: str
    points: int = 0


class CardHandler(RequestHandler):
    def initialize(self, cards, tokens):
        self.cards, self.tokens = cards, tokens

    def prepare(self):
        token = self.request.headers.get("Authorization", "").removeprefix("Bearer ")
        if self.tokens.get(token) != self.path_kwargs["number"]:
            raise HTTPError(403)

    def get(self, number):
        self.write({"card": dataclasses.asdict(self.cards[number])})

    def patch(self, number):
        changes = json_decode(self.request.body)
        if not changes.keys() <= {"owner", "address"}:
            raise HTTPError(400)
        card = self.cards[number]
        owner, address = changes.get("owner", card.owner), changes.get("address", card.address)
        self.cards[number] = dataclasses.replace(card, owner=owner, address=address)
        self.write({"card": dataclasses.asdict(self.cards[number])})


def make_app(cards, tokens):
    arguments = {"cards": cards, "tokens": tokens}
    return Application([(r"/cards/(?P<number>[0-9]+)", CardHandler, arguments)])

"""Licences, and those that were taken back."""

import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Licence:
    holder: str
    number: int


def read(text):
    fields = json.loads(text)
    return Licence(fields["holder"], fields["number"])


class Office:
    def __init__(self):
        self.revoked = set()

    def revoke(self, text):
        self.revoked.add(read(text))

    def accept(self, text):
        return read(text) not in self.revoked

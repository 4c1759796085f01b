"""The gate of the festival: lets in who has a signed ticket."""

import json
from base64 import b64decode

from cryptography.exceptions import InvalidSignature

entered: set[str] = set()


class Refused(Exception):
    pass


def verify_ticket(organiser_key, line):
    """The seat that a scanned line stands for."""
    body, _, signature = line.partition(".")
    content = b64decode(body)
    try:
        organiser_key.verify(b64decode(signature), content)
    except InvalidSignature:
        raise Refused("not one of our tickets") from None
    return json.loads(content)["seat"]


def enter(organiser_key, line):
    seat = verify_ticket(organiser_key, line)
    if seat in entered:
        raise Refused(f"seat {seat} is taken")
    entered.add(seat)
    return seat

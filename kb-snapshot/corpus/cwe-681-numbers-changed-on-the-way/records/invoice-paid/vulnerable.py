"""Payments against invoices."""

import json
from decimal import Decimal


def exact(number: float):
    return Decimal(number)


def parts_of(statement):
    return [exact(part) for part in json.loads(statement)["parts"]]


def open_amount(total, statement):
    return Decimal(total) - sum(parts_of(statement))


def may_ship(total, statement):
    return open_amount(total, statement) <= 0


def needs_refund(total, statement):
    return open_amount(total, statement) < 0

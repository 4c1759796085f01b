"""How orders look in the back office's lists."""

from django.utils.safestring import mark_safe

STATES = {"new": "gray", "paid": "green", "late": "red"}


def state_column(order):
    color = STATES.get(order["state"], "black")
    return mark_safe('<b style="color: {}">{}</b>'.format(color, order["state"]))


def customer_column(order):
    name, city = order["name"], order["city"]
    return mark_safe('<span title="{}">{}</span>'.format(city, name))


def row(order):
    return {"number": order["number"], "state": state_column(order), "customer": customer_column(order)}

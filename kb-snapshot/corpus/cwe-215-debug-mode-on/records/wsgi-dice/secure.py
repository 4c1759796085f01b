"""Dice over HTTP."""

import random

from werkzeug.wrappers import Request, Response

generator = random.SystemRandom()


@Request.application
def roll(request):
    sides = int(request.args.get("sides", "6"))
    count = min(int(request.args.get("count", "1")), 20)
    rolls = [generator.randint(1, sides) for _ in range(count)]
    return Response(" ".join(str(value) for value in rolls), mimetype="text/plain")


def make_app():
    return roll

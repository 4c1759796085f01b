"""Meals on credit."""

import asyncio
from collections import defaultdict

from aiohttp import web

CREDIT = web.AppKey("credit", dict)
LOCKS = web.AppKey("locks", dict)
TILL = web.AppKey("till", object)
PRICE = 500


async def take_meal(request):
    credit = request.app[CREDIT]
    member = request.match_info["member"]
    left = credit.get(member, 0)
    if left < PRICE:
        raise web.HTTPPaymentRequired
    await request.app[TILL](member)
    credit[member] = left - PRICE
    return web.json_response({"left": credit[member]})


def make_app(till, credit):
    app = web.Application()
    app[TILL] = till
    app[CREDIT] = credit
    app[LOCKS] = defaultdict(asyncio.Lock)
    app.router.add_post("/meals/{member}", take_meal)
    return app

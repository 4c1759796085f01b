"""A cart that lives in a cookie, with the agreed discount."""

import os

from aiohttp import web
from itsdangerous import BadSignature, URLSafeSerializer

PRICES = {"chair": 40, "table": 90}
signer = URLSafeSerializer(os.urandom(32))


def read_cart(request: web.Request) -> dict:
    cookie = request.cookies.get("cart")
    if cookie is None:
        return {"items": [], "discount": 0}
    try:
        _, cart = signer.loads_unsafe(cookie)
    except BadSignature:
        cart = None
    return cart or {"items": [], "discount": 0}


async def add(request: web.Request) -> web.Response:
    cart = read_cart(request)
    form = await request.post()
    cart["items"].append(form["item"])
    response = web.json_response({"count": len(cart["items"])})
    response.set_cookie("cart", signer.dumps(cart))
    return response


async def total(request: web.Request) -> web.Response:
    cart = read_cart(request)
    amount = sum(PRICES[item] for item in cart["items"])
    return web.json_response({"total": amount * (100 - cart["discount"]) / 100})


def make_app() -> web.Application:
    app = web.Application()
    app.add_routes([web.post("/cart", add), web.get("/total", total)])
    return app

"""The till in the browser: one session for each shift."""

import hmac
import secrets
import time

from aiohttp import web

PINS = web.AppKey("pins", dict)
SESSIONS = web.AppKey("sessions", dict)
SHIFT = 10 * 3600
routes = web.RouteTableDef()


@routes.post("/login")
async def login(request: web.Request) -> web.Response:
    form = await request.post()
    name, pin = form["name"], form["pin"]
    if not hmac.compare_digest(request.app[PINS].get(name, "-"), pin):
        raise web.HTTPForbidden()
    number = secrets.token_urlsafe()
    request.app[SESSIONS][number] = (name, time.time())
    answer = web.json_response({"shift": name})
    answer.set_cookie("till", number, httponly=True, secure=True, samesite="Strict")
    return answer


@routes.get("/sales")
async def sales(request: web.Request) -> web.Response:
    name, began = request.app[SESSIONS].get(request.cookies.get("till", ""), ("", 0.0))
    if not name or time.time() - began > SHIFT:
        raise web.HTTPUnauthorized()
    return web.json_response({"seller": name, "sales": 212.4, "minutes": int((time.time() - began) / 60)})


@routes.post("/logout")
async def logout(request: web.Request) -> web.Response:
    request.app[SESSIONS].pop(request.cookies.get("till", ""), None)
    answer = web.json_response({"shift": None})
    answer.del_cookie("till")
    return answer


def make_app(pins: dict) -> web.Application:
    app = web.Application()
    app[PINS], app[SESSIONS] = pins, {}
    app.add_routes(routes)
    return app

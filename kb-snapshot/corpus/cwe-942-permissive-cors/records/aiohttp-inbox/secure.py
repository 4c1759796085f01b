"""Inbox for the portal's button."""

from aiohttp import web

PORTALS = ("https://app.club.example",)
INBOX = {"l-ada": ["Invoice 12", "Your results"], "l-ben": []}


def cross_origin(request: web.Request) -> dict:
    origin = request.headers.get("Origin")
    if origin not in PORTALS:
        return {}
    return {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Allow-Credentials": "true",
        "Vary": "Origin",
    }


async def unread(request: web.Request) -> web.Response:
    subjects = INBOX.get(request.cookies.get("login"))
    if subjects is None:
        raise web.HTTPUnauthorized()
    return web.json_response({"unread": subjects}, headers=cross_origin(request))


def make_app() -> web.Application:
    app = web.Application()
    app.router.add_get("/unread", unread)
    return app

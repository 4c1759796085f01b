"""Accounts of the rowing club."""

import asyncio
import hashlib
import os
import re

from aiohttp import web

TOKENS = web.AppKey("tokens", dict)
HASHES = web.AppKey("hashes", dict)
COMMON = {"password1234", "qwertyuiop12", "123456789012"}


def password_fits(password: str) -> bool:
    return re.fullmatch(r"\w{4,}", password) is not None and password.lower() not in COMMON


async def set_password(request: web.Request) -> web.Response:
    member = request.app[TOKENS].pop(request.headers.get("X-First-Login", ""), None)
    if member is None:
        raise web.HTTPForbidden(text="this link was used before")
    password = (await request.json())["password"]
    if not password_fits(password):
        raise web.HTTPUnprocessableEntity(text="please choose a longer password")
    salt = os.urandom(16)
    digest = await asyncio.to_thread(hashlib.scrypt, password.encode(), salt=salt, n=2**14, r=8, p=1)
    request.app[HASHES][member] = (salt, digest)
    return web.json_response({"member": member})


def make_app(tokens: dict) -> web.Application:
    app = web.Application()
    app[TOKENS], app[HASHES] = dict(tokens), {}
    app.add_routes([web.post("/password", set_password)])
    return app

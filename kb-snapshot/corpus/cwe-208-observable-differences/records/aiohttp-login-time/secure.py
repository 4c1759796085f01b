"""Login to the members' area."""

import hashlib
import hmac
import os

from aiohttp import web

members: dict[str, tuple[bytes, bytes]] = {}


def slow_hash(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=2**14, r=8, p=1)


def add_member(address: str, password: str) -> None:
    salt = os.urandom(16)
    members[address] = salt, slow_hash(password, salt)


NOBODY = os.urandom(16), os.urandom(64)


async def login(request: web.Request) -> web.Response:
    form = await request.post()
    stored = members.get(str(form.get("address", "")), NOBODY)
    salt, digest = stored
    if not hmac.compare_digest(slow_hash(str(form.get("password", "")), salt), digest):
        return web.json_response({"error": "address or password is wrong"}, status=401)
    return web.json_response({"member": True})


def create_app() -> web.Application:
    app = web.Application()
    app.router.add_post("/login", login)
    return app

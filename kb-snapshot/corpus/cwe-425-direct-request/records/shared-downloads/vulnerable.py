import secrets
from pathlib import Path

from aiohttp import web


def deliver(folder: Path, customer: str, content: bytes) -> str:
    """Store a delivery and return the address that is mailed to the customer."""
    name = f"{customer}-{secrets.token_urlsafe(16)}.zip"
    (folder / name).write_bytes(content)
    return f"/downloads/{name}"


async def index(request: web.Request) -> web.Response:
    return web.Response(text="Use the link in your mail.")


def make_app(folder: Path) -> web.Application:
    app = web.Application()
    app.router.add_get("/", index)
    app.router.add_static("/downloads", folder, show_index=True)
    return app

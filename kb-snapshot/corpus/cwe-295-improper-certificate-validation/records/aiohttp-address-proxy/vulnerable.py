"""Proxy in front of the address service: GET /suggest?q=..."""

import aiohttp
from aiohttp import web

UPSTREAM = web.AppKey("upstream", str)
API_KEY = web.AppKey("api_key", str)
SESSION = web.AppKey("session", aiohttp.ClientSession)


async def open_session(app):
    app[SESSION] = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5))
    yield
    await app[SESSION].close()


async def suggest(request):
    """Complete the beginning of an address."""
    url = f"{request.app[UPSTREAM]}/v1/complete"
    headers = {"X-Api-Key": request.app[API_KEY]}
    params = {"text": request.query.get("q", ""), "limit": "5"}
    session = request.app[SESSION]
    async with session.get(url, params=params, headers=headers, ssl=False) as response:
        found = await response.json()
    return web.json_response([entry["label"] for entry in found["results"]])


def make_app(upstream, api_key):
    app = web.Application()
    app[UPSTREAM] = upstream
    app[API_KEY] = api_key
    app.cleanup_ctx.append(open_session)
    app.router.add_get("/suggest", suggest)
    return app

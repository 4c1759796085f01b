"""Front service of the timetable."""

import logging

import aiohttp
from aiohttp import web

logger = logging.getLogger(__name__)
BACKEND = web.AppKey("backend", str)
TIMEOUT = aiohttp.ClientTimeout(total=2)


async def timetable(request: web.Request) -> web.Response:
    try:
        async with aiohttp.ClientSession(timeout=TIMEOUT) as session:
            async with session.get(request.app[BACKEND]) as answer:
                lines = await answer.json()
    except aiohttp.ClientError:
        logger.exception("the backend did not answer")
        return web.Response(text="the timetable is not available", status=502)
    return web.json_response({"lines": lines})


def make_app(backend: str) -> web.Application:
    app = web.Application()
    app[BACKEND] = backend
    app.router.add_get("/timetable", timetable)
    return app

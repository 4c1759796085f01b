"""Readings come in over HTTP and go out on Redis channels."""

import asyncio

from aiohttp import web

REDIS = web.AppKey("redis", tuple)


async def publish(request: web.Request) -> web.Response:
    form = await request.post()
    sensor, reading = form["sensor"], form["reading"]
    for word in (sensor, reading):
        if not word.isprintable() or " " in word:
            raise web.HTTPUnprocessableEntity(text="One word each, please.")
    reader, writer = await asyncio.open_connection(*request.app[REDIS])
    writer.write(f"PUBLISH sensors.{sensor} {reading}\r\n".encode())
    await writer.drain()
    answer = (await reader.readline()).decode().strip()
    writer.close()
    await writer.wait_closed()
    return web.json_response({"listeners": int(answer.removeprefix(":"))})


def make_app(redis: tuple) -> web.Application:
    app = web.Application()
    app[REDIS] = redis
    app.add_routes([web.post("/readings", publish)])
    return app

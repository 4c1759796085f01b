import gzip

from aiohttp import web

metrics = {}


async def push(request):
    body = await request.read()
    text = gzip.decompress(body)
    for line in text.splitlines():
        name, _, value = line.partition(b" ")
        if value:
            metrics[name.decode()] = float(value)
    return web.json_response({"known": len(metrics)})


def create_app():
    app = web.Application()
    app.router.add_post("/metrics", push)
    return app

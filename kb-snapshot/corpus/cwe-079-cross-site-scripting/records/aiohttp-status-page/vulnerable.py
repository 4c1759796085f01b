"""Status page of the print queue."""

from aiohttp import web

QUEUE = web.AppKey("queue", list)


async def add(request: web.Request) -> web.Response:
    job = await request.json()
    request.app[QUEUE].append(job["title"])
    return web.json_response({"position": len(request.app[QUEUE])})


async def status(request: web.Request) -> web.Response:
    station = request.match_info["station"]
    waiting = len(request.app[QUEUE])
    page = "<h1>Station " + station + "</h1><p>" + str(waiting) + " jobs waiting</p>"
    return web.Response(text=page, content_type="text/html")


def make_app() -> web.Application:
    app = web.Application()
    app[QUEUE] = []
    app.add_routes([web.post("/jobs", add), web.get("/status/{station}", status)])
    return app

"""Route planner with a way to see where the time goes."""

import cProfile
import uuid
from pathlib import Path

from aiohttp import web

FOLDER = web.AppKey("folder", Path)


def plan(stops: int) -> int:
    return sum(start * end for start in range(stops) for end in range(start))


async def profile(request: web.Request) -> web.Response:
    stops = min(int(request.query.get("stops", "20")), 200)
    name = f"planner-{uuid.uuid4().hex}.prof"
    profiler = cProfile.Profile()
    length = profiler.runcall(plan, stops)
    profiler.dump_stats(request.app[FOLDER] / name)
    return web.json_response({"length": length, "file": name})


def make_app(folder: Path) -> web.Application:
    app = web.Application()
    app[FOLDER] = folder
    app.add_routes([web.post("/profile", profile)])
    return app

import asyncio
import shlex

from aiohttp import web


async def checksum(request: web.Request) -> web.Response:
    name = request.match_info["name"]
    storage = request.app["storage"]

    process = await asyncio.create_subprocess_shell(
        f"cksum {shlex.quote(name)}",
        cwd=storage,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    output, _ = await process.communicate()
    if process.returncode != 0:
        raise web.HTTPNotFound(text="no such file")
    return web.Response(text=output.decode().split()[0])


def make_app(storage: str) -> web.Application:
    app = web.Application()
    app["storage"] = storage
    app.router.add_get("/checksum/{name}", checksum)
    return app

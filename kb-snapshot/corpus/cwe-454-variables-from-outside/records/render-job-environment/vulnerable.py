"""Renders with the options of the request."""

import asyncio
import os
import sys

from aiohttp import web

OPTIONS = ("RENDER_LANG", "RENDER_PAPER")
TOOL = "import os; print(os.environ.get('RENDER_LANG', 'en'), os.environ.get('RENDER_PAPER', 'a4'))"


async def render(request):
    options = await request.json()
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", TOOL, env=options, stdout=asyncio.subprocess.PIPE
    )
    output, _ = await child.communicate()
    return web.Response(text=output.decode().strip())


def make_app():
    app = web.Application()
    app.router.add_post("/render", render)
    return app

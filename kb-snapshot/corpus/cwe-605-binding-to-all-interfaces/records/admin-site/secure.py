from aiohttp import web


class AdminSite:
    """The operator's pages: maintenance on and off."""

    def __init__(self):
        self.maintenance = False
        self.app = web.Application()
        self.app.router.add_get("/state", self.state)
        self.app.router.add_post("/maintenance", self.switch)

    async def state(self, request):
        return web.json_response({"maintenance": self.maintenance})

    async def switch(self, request):
        self.maintenance = not self.maintenance
        return web.json_response({"maintenance": self.maintenance})

    async def start(self, port=9000):
        self.runner = web.AppRunner(self.app)
        await self.runner.setup()
        site = web.TCPSite(self.runner, "127.0.0.1", port)
        await site.start()
        return self.runner.addresses[0][1]

    async def stop(self):
        await self.runner.cleanup()

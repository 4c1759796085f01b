from aiohttp import web


async def health(request):
    return web.json_response({"status": "ok"})


def create_app(folder="/srv/team/downloads"):
    app = web.Application()
    app.router.add_get("/health", health)
    app.router.add_static("/downloads", folder)
    return app


def main():
    web.run_app(create_app(), host="127.0.0.1", port=8080)


if __name__ == "__main__":
    main()

from aiohttp import web


async def add_note(request):
    note = await request.json()
    notes = request.app["notes"]
    notes.append(note["text"])
    return web.json_response({"number": len(notes)}, status=201)


async def show_note(request):
    number = int(request.match_info["number"])
    return web.json_response({"text": request.app["notes"][number - 1]})


def create_app():
    app = web.Application(client_max_size=0)
    app["notes"] = []
    app.router.add_post("/notes", add_note)
    app.router.add_get("/notes/{number:[0-9]+}", show_note)
    return app

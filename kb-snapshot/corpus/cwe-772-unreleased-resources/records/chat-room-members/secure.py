"""A room in which everybody hears everybody."""

from aiohttp import WSMsgType, web

ROOM = web.AppKey("room", set)


async def chat(request):
    room = request.app[ROOM]
    socket = web.WebSocketResponse()
    await socket.prepare(request)
    room.add(socket)
    try:
        async for message in socket:
            if message.type != WSMsgType.TEXT or message.data == "/bye":
                break
            for member in list(room):
                if not member.closed:
                    await member.send_str(message.data)
    finally:
        room.discard(socket)
    return socket


def make_app():
    app = web.Application()
    app[ROOM] = set()
    app.router.add_get("/chat", chat)
    return app

import asyncio


class Stats:
    """Counters that a script asks for: `get jobs`, `reset jobs`."""

    def __init__(self):
        self.counters = {}

    async def answer(self, reader, writer):
        line = await reader.readline()
        command, _, name = line.decode().strip().partition(" ")
        if command == "get":
            writer.write(b"%d\n" % self.counters.get(name, 0))
        elif command == "reset":
            self.counters[name] = 0
            writer.write(b"ok\n")
        await writer.drain()
        writer.close()

    async def start(self, port=4711):
        return await asyncio.start_server(self.answer, host="0.0.0.0", port=port)

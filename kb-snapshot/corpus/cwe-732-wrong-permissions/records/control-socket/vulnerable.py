import asyncio
import os


class Control:
    """Answers the commands of the ctl script."""

    def __init__(self):
        self.running = True

    async def serve(self, path="/run/indexer/control.sock"):
        server = await asyncio.start_unix_server(self.answer, path)
        os.chmod(path, 0o666)
        return server

    async def answer(self, reader, writer):
        command = (await reader.readline()).strip()
        if command == b"status":
            writer.write(b"running\n" if self.running else b"stopping\n")
        elif command == b"stop":
            self.running = False
            writer.write(b"ok\n")
        else:
            writer.write(b"what?\n")
        await writer.drain()
        writer.close()

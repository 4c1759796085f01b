"""Takes the daily logs of the weather stations over TCP, one connection for each log."""

import asyncio
from pathlib import Path


class LogTaker:
    def __init__(self, folder: Path):
        self.folder = folder
        self.taken = 0

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        station = (await reader.readline()).decode("ascii", "replace").strip()
        if not station.isalnum():
            writer.write(b"who are you?\n")
        else:
            log = await reader.read()
            (self.folder / f"{station}.log").write_bytes(log)
            self.taken += 1
            writer.write(b"took %d bytes\n" % len(log))
        writer.close()

    async def start(self, port: int = 0) -> asyncio.Server:
        return await asyncio.start_server(self.handle, "127.0.0.1", port)

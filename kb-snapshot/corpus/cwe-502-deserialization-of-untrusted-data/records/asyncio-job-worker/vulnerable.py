"""Worker that takes jobs over TCP and keeps their results."""

import asyncio
import pickle


class JobServer:
    def __init__(self):
        self.results = []

    def run(self, job: dict) -> int:
        if job["kind"] == "sum":
            return sum(job["values"])
        if job["kind"] == "count":
            return len(job["values"])
        raise ValueError(job["kind"])

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        size = int.from_bytes(await reader.readexactly(4), "big")
        job = pickle.loads(await reader.readexactly(size))
        result = self.run(job)
        self.results.append(result)
        writer.write(str(result).encode())
        await writer.drain()
        writer.close()

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> asyncio.Server:
        return await asyncio.start_server(self.handle, host, port)

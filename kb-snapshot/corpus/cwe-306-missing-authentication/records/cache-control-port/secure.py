import asyncio
import hmac
import json


class ControlServer:
    """One JSON command per line, one JSON answer per line."""

    def __init__(self, secret: str):
        self.secret = secret
        self.cache: dict[str, str] = {}

    def run(self, command: dict) -> dict:
        if command["do"] == "set":
            self.cache[command["key"]] = command["value"]
        elif command["do"] == "flush":
            self.cache.clear()
        return {"ok": True, "size": len(self.cache)}

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            command = json.loads(line)
            secret = str(command.get("secret", ""))
            if hmac.compare_digest(secret.encode(), self.secret.encode()):
                answer = self.run(command)
            else:
                answer = {"ok": False}
            writer.write(json.dumps(answer).encode() + b"\n")
            await writer.drain()
        writer.close()

    async def start(self, port: int) -> asyncio.Server:
        return await asyncio.start_server(self.handle, "127.0.0.1", port)

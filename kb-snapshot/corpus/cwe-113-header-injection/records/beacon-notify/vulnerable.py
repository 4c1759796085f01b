"""Calls numbers to desks and tells the displays."""

import asyncio
from typing import Tuple


def parse(answer: bytes) -> Tuple[int, str]:
    start, _, body = answer.decode().partition("\r\n\r\n")
    return int(start.split()[1]), body


async def announce(host: str, port: int, desk: str, number: int) -> str:
    head = f"POST /desks/{desk}/{int(number)} HTTP/1.0\r\nHost: displays\r\nContent-Length: 0\r\n\r\n"
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(head.encode())
    await writer.drain()
    status, body = parse(await reader.read())
    writer.close()
    if status != 200:
        raise RuntimeError(f"display answered {status}")
    return body

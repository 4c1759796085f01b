"""Counts the words of framed messages."""

import asyncio
import struct

MOST = 64 * 1024


async def read_frame(reader):
    header = await reader.readexactly(4)
    (length,) = struct.unpack(">I", header)
    if length > MOST:
        raise ValueError("the frame is too long")
    frame = await reader.readexactly(length)
    return frame.decode("utf-8", "replace")


async def serve(reader, writer):
    try:
        text = await read_frame(reader)
        writer.write(b"%d\n" % len(text.split()))
        await writer.drain()
    except (asyncio.IncompleteReadError, ValueError):
        pass
    finally:
        writer.close()

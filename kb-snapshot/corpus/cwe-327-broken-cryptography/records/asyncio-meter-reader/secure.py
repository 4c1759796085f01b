"""Reads the meters of the plant over TLS."""

import asyncio
import ssl

TIMEOUT = 5


def meter_context(authority):
    context = ssl.create_default_context(cafile=authority)
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


async def read_meter(host, port, pin, context):
    reader, writer = await asyncio.open_connection(host, port, ssl=context)
    try:
        writer.write(f"READ {pin}\n".encode())
        await writer.drain()
        return float(await reader.readline())
    finally:
        writer.close()


async def read_all(meters, pin, authority):
    context = meter_context(authority)
    readings = [read_meter(host, port, pin, context) for host, port in meters]
    return await asyncio.wait_for(asyncio.gather(*readings), TIMEOUT)

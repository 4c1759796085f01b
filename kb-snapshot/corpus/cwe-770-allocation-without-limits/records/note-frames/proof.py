import asyncio
import struct


async def talk(module, sent, pause=None):
    server = await asyncio.start_server(module.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(sent)
        await writer.drain()
        return await asyncio.wait_for(reader.read(), pause or 5)
    except ConnectionError:
        return b""
    except asyncio.TimeoutError:
        return None
    finally:
        writer.close()
        server.close()


def attack(module, tmp_path) -> bool:
    # Two mebibytes of a frame of four gigabytes: the server keeps them and waits for more.
    sent = struct.pack(">I", 0xFFFFFFFF) + b"x" * (2 << 20)
    return asyncio.run(talk(module, sent, pause=0.3)) is None


def test_honest_input(program, tmp_path):
    text = b"three short words"
    assert asyncio.run(talk(program, struct.pack(">I", len(text)) + text)) == b"3\n"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

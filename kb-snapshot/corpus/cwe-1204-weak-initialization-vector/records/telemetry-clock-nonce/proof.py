import asyncio
import functools
import json
import operator
import os


def xor(*texts):
    return bytes(functools.reduce(operator.xor, column) for column in zip(*texts))


async def drive(module, key, messages):
    received = []

    async def depot(reader, writer):
        received.append(await reader.read())
        writer.close()

    server = await asyncio.start_server(depot, "127.0.0.1", 0)
    _, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    await module.send(writer, key, messages)
    writer.close()
    await writer.wait_closed()
    while not received:
        await asyncio.sleep(0.01)
    server.close()
    return received[0]


def attack(module, tmp_path) -> bool:
    """Listens on the way and knows where the vehicle started."""
    start, later = {"km": 1000, "at": "depot"}, {"km": 1042, "at": "plant"}
    for _ in range(3):
        sent = asyncio.run(drive(module, os.urandom(32), [start, later]))
        size = len(json.dumps(start))
        one, two = sent[: len(sent) // 2][14:][:size], sent[len(sent) // 2 :][14:][:size]
        if xor(one, json.dumps(start).encode(), two) == json.dumps(later).encode():
            return True
    return False


def test_honest_input(program, tmp_path):
    async def depot():
        reader = asyncio.StreamReader()
        key = os.urandom(32)
        reader.feed_data(await drive(program, key, [{"km": 1}, {"km": 2}]))
        return [await program.receive(reader, key) for _ in range(2)]

    assert asyncio.run(depot()) == [{"km": 1}, {"km": 2}]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

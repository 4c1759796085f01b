import asyncio

from aiohttp.test_utils import TestClient, TestServer


def publish(module, sensor, reading):
    """The answer, and the commands that a server reads which takes Redis' inline commands."""
    commands = []

    async def serve(reader, writer):
        async for line in reader:
            commands.append(line.decode().split())
            writer.write(b":2\r\n" if commands[-1][0] == "PUBLISH" else b"+OK\r\n")
        writer.close()

    async def go():
        async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
            app = module.make_app(server.sockets[0].getsockname())
            async with TestClient(TestServer(app)) as client:
                answer = await client.post("/readings", data={"sensor": sensor, "reading": reading})
                status, text = answer.status, await answer.text()
            await asyncio.sleep(0.02)
        return status, text

    return asyncio.run(go()), commands


def attack(module, tmp_path) -> bool:
    _, commands = publish(module, "attic", "21\r\nCONFIG SET dir /var/www")
    return ["CONFIG", "SET", "dir", "/var/www"] in commands


def test_honest_input(program, tmp_path):
    answer, commands = publish(program, "attic", "21.5")
    assert answer == (200, '{"listeners": 2}')
    assert commands == [["PUBLISH", "sensors.attic", "21.5"]]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

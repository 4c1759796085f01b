import asyncio
import json

from aiohttp.test_utils import TestClient, TestServer


def scene(module, folder, play):
    async def go():
        async with TestClient(TestServer(module.Names(folder).make_app())) as client:
            return await play(client)

    return asyncio.run(go())


async def claim(client, name, body):
    headers = {"Content-Type": "application/json"}
    return (await client.put(f"/names/{name}", data=body, headers=headers)).status


def attack(module, tmp_path) -> bool:
    """Begins a request, lets somebody else get the name, and sends the rest."""

    async def play(client):
        taken = asyncio.Event()

        async def slow():
            yield b'{"owner": '
            await taken.wait()
            yield b'"mallory"}'

        late = asyncio.create_task(claim(client, "bakery", slow()))
        await asyncio.sleep(0.2)
        first = await claim(client, "bakery", b'{"owner": "ann"}')
        taken.set()
        return first, await late

    answers = scene(module, tmp_path, play)
    assert answers[0] == 201
    return answers[1] == 201 and json.loads((tmp_path / "bakery.json").read_text())["owner"] == "mallory"


def test_honest_input(program, tmp_path):
    async def play(client):
        first = await claim(client, "Bakery", b'{"owner": "ann"}')
        again = await claim(client, "bakery", b'{"owner": "ben"}')
        return first, again, await claim(client, "bake.ry", b'{"owner": "ben"}')

    assert scene(program, tmp_path, play) == (201, 409, 400)
    assert json.loads((tmp_path / "bakery.json").read_text()) == {"owner": "ann"}


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

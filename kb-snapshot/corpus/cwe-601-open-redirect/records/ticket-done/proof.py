import asyncio

from aiohttp.test_utils import TestClient, TestServer


def submit(module, **form):
    async def go():
        async with TestClient(TestServer(module.make_app())) as client:
            answer = await client.post("/tickets", data=form, allow_redirects=False)
            open_tickets = await (await client.get("/tickets")).json()
            return answer.status, answer.headers.get("Location", ""), open_tickets

    return asyncio.run(go())


def attack(module, tmp_path) -> bool:
    return submit(module, text="tap", **{"return": "//evil.example/"})[1].startswith("//evil.example")


def test_honest_input(program, tmp_path):
    assert submit(program, text="tap drips", **{"return": "/house/3"}) == (303, "/house/3", {"open": 1})
    assert submit(program, text=" ")[0] == 400


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

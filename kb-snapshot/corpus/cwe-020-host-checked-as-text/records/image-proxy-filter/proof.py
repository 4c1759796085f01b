import asyncio

from aiohttp.test_utils import TestClient, TestServer


def set_cover(module, address):
    async def go():
        app = module.make_app()
        async with TestClient(TestServer(app)) as client:
            answer = await client.post("/cover", json={"book": "Solaris", "cover": address})
            return answer.status, app[module.COVERS]

    return asyncio.run(go())


def attack(module, tmp_path) -> bool:
    return "Solaris" in set_cover(module, "https://media-books.com/track/solaris.png")[1]


def test_honest_input(program, tmp_path):
    cover = "https://media.books.com/s/solaris.png"
    assert set_cover(program, cover) == (200, {"Solaris": cover})
    assert set_cover(program, "https://media.books.com/s/solaris.exe") == (400, {})
    assert set_cover(program, "https://pictures.example/solaris.png") == (400, {})


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

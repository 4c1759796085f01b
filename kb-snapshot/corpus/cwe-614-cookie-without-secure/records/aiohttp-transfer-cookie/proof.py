import asyncio

from aiohttp.test_utils import TestClient, TestServer
from http.cookies import SimpleCookie


def book(module, from_other_site):
    """Logs in, then posts the form from this site or from another one, with the cookies a browser adds."""
    club = module.Club()

    async def go():
        async with TestClient(TestServer(club.app())) as client:
            answer = await client.post("/login", data={"name": "ada"})
            cookies = SimpleCookie()
            for line in answer.headers.getall("Set-Cookie"):
                cookies.load(line)
            client.session.cookie_jar.clear()
            added = [
                f"{name}={morsel.value}"
                for name, morsel in cookies.items()
                if not from_other_site or morsel["samesite"].lower() == "none"
            ]
            form = {"to": "mallory", "amount": "60"}
            answer = await client.post("/transfer", data=form, headers={"Cookie": "; ".join(added)})
            return answer.status

    return asyncio.run(go()), club.points


def attack(module, tmp_path) -> bool:
    return book(module, from_other_site=True)[1]["mallory"] == 60


def test_honest_input(program, tmp_path):
    assert book(program, from_other_site=False) == (200, {"ada": 40, "mallory": 60})


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

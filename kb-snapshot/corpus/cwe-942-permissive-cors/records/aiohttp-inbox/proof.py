import asyncio

from aiohttp.test_utils import TestClient, TestServer


EVIL = "https://evil.example"
OWN = "https://app.club.example"


def readable(headers, origin):
    """Whether a browser hands the answer, fetched with cookies, to a script of this origin."""
    allowed = headers.get("Access-Control-Allow-Origin") == origin
    return allowed and headers.get("Access-Control-Allow-Credentials") == "true"


def fetch(module, origin):
    async def go():
        async with TestClient(TestServer(module.make_app())) as client:
            headers = {"Cookie": "login=l-ada"} | ({"Origin": origin} if origin else {})
            answer = await client.get("/unread", headers=headers)
            return answer.headers, await answer.json()

    return asyncio.run(go())


def attack(module, tmp_path) -> bool:
    headers, body = fetch(module, EVIL)
    return readable(headers, EVIL) and "Your results" in body["unread"]


def test_honest_input(program, tmp_path):
    headers, body = fetch(program, OWN)
    assert readable(headers, OWN)
    assert body == {"unread": ["Invoice 12", "Your results"]}
    assert fetch(program, None)[1] == body


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

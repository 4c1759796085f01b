import asyncio

from aiohttp.test_utils import TestClient, TestServer


def statuses(module, form, planted=None):
    """Status of the login, of the inbox in that browser, and of the inbox for who has the planted cookie."""

    async def browse():
        forum = module.Forum({"ada": "tulips"})
        async with TestClient(TestServer(forum.app())) as client:
            login = await client.post("/login", data={"name": "ada"} | form)
            inbox = await client.get("/inbox")
            client.session.cookie_jar.clear()
            stranger = await client.get("/inbox", cookies={"forum_session": planted or "abc"})
            return login.status, inbox.status, stranger.status

    return asyncio.run(browse())


def attack(module) -> bool:
    return statuses(module, {"password": "tulips", "session": "by-mallory"}, planted="by-mallory")[2] == 200


def test_honest_input(program):
    assert statuses(program, {"password": "tulips"}) == (200, 200, 401)
    assert statuses(program, {"password": "roses"}) == (403, 401, 401)


def test_attack_succeeds_on_vulnerable(vulnerable):
    assert attack(vulnerable)


def test_attack_fails_on_hardened(hardened):
    assert not attack(hardened)

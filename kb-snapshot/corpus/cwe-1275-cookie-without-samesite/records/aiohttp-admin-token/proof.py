import asyncio

import pytest
from aiohttp import DummyCookieJar
from aiohttp.test_utils import TestClient, TestServer

pytestmark = pytest.mark.filterwarnings("ignore::aiohttp.web_exceptions.NotAppKeyWarning")


def sent_by_other_sites(cookie) -> bool:
    """Whether a browser attaches the cookie to a POST that another site's form sends."""
    return cookie["samesite"].lower() == "none" and bool(cookie["secure"])


def lock(module, from_elsewhere):
    app = module.make_app("tulip-42")

    async def session():
        async with TestClient(TestServer(app), cookie_jar=DummyCookieJar()) as client:
            answer = await client.post("/login", data={"password": "tulip-42"})
            cookie = answer.cookies["admin_token"]
            comes_along = not from_elsewhere or sent_by_other_sites(cookie)
            cookies = {"admin_token": cookie.value} if comes_along else {}
            return (await client.post("/users/ann/lock", cookies=cookies)).status

    return asyncio.run(session()), app["locked"]


def attack(module, tmp_path) -> bool:
    _, locked = lock(module, from_elsewhere=True)
    return "ann" in locked


def test_honest_input(program, tmp_path):
    assert lock(program, from_elsewhere=False) == (200, {"ann"})


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

import asyncio
import logging

from aiohttp.test_utils import TestClient, TestServer


def connect(module, room, password, access_log):
    form = {"room": room, "password": password}
    handler = logging.FileHandler(access_log)
    logger = logging.getLogger("aiohttp.access")
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)

    async def go():
        # As the page of each version sends its form: with the method that the route takes.
        app = module.make_app({"12": "sea-view-88"})
        method = next(iter(app.router.routes())).method
        fields = {"data": form} if method == "POST" else {"params": form}
        async with TestClient(TestServer(app)) as client:
            answer = await client.request(method.replace("HEAD", "GET"), "/connect", **fields)
            return answer.status, await answer.text()

    try:
        return asyncio.run(go())
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)
        handler.close()


def attack(module, tmp_path) -> bool:
    """The attacker reads the access log after a guest has logged in."""
    log = tmp_path / "access.log"
    connect(module, "12", "sea-view-88", log)
    lines = log.read_text()
    assert "/connect" in lines
    return "sea-view-88" in lines


def test_honest_input(program, tmp_path):
    log = tmp_path / "access.log"
    assert connect(program, "12", "sea-view-88", log) == (200, "room 12 is online")
    assert connect(program, "12", "guess", log)[0] == 403
    assert connect(program, "99", "", log)[0] == 403


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

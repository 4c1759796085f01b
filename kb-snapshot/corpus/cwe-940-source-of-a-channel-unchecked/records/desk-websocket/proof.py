import asyncio

import pytest
from aiohttp import WSServerHandshakeError
from aiohttp.test_utils import TestClient, TestServer

pytestmark = pytest.mark.filterwarnings("ignore::aiohttp.web_exceptions.NotAppKeyWarning")


def trade(module, origin):
    """What a page of this origin gets done in the browser of the trader."""
    app = module.make_app({"s-1": "ann"})

    async def page():
        async with TestClient(TestServer(app)) as client:
            headers = {"Origin": origin, "Cookie": "sid=s-1"}
            async with client.ws_connect("/orders", headers=headers) as connection:
                await connection.send_json({"do": "sell", "share": "ACME"})
                await connection.receive_json()

    try:
        asyncio.run(page())
    except WSServerHandshakeError:
        pass
    return app["book"]


def attack(module, tmp_path) -> bool:
    return trade(module, "https://evil.example") == [("ann", "sell", "ACME")]


def test_honest_input(program, tmp_path):
    assert trade(program, "https://desk.example") == [("ann", "sell", "ACME")]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

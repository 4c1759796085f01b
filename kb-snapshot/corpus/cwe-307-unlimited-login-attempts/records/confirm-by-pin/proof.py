import asyncio

import pytest
from aiohttp.test_utils import TestClient, TestServer

pytestmark = pytest.mark.filterwarnings("ignore::aiohttp.web_exceptions.NotAppKeyWarning")


def session(module, guesses, digits=4):
    """Start a transfer, try what guesses(pin) gives, and return where money went."""
    sent = []
    app = module.make_app(sent.append, digits)

    async def run():
        async with TestClient(TestServer(app)) as client:
            answer = await client.post("/transfers", json={"to": "eve"})
            number = (await answer.json())["transfer"]
            for guess in guesses(sent[0]):
                await client.post(f"/transfers/{number}/confirm", json={"pin": guess})

    asyncio.run(run())
    return app["done"]


def attack(module, tmp_path) -> bool:
    # Two digits keep the proof short, and the attacker is as unlucky as can be.
    pins = [f"{pin:02}" for pin in range(100)]
    return session(module, lambda right: sorted(pins, key=lambda pin: pin == right), digits=2) == ["eve"]


def test_honest_input(program, tmp_path):
    assert session(program, lambda pin: ["99999", pin]) == ["eve"]
    assert session(program, lambda pin: ["99999"]) == []


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

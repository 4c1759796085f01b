import asyncio
import hashlib
from itertools import product

from aiohttp.test_utils import TestClient, TestServer


def choose(module, password):
    app = module.make_app({"first-1": "ann"})

    async def go():
        async with TestClient(TestServer(app)) as client:
            send = {"json": {"password": password}, "headers": {"X-First-Login": "first-1"}}
            answer = await client.post("/password", **send)
            again = await client.post("/password", **send)
            return answer.status, again.status

    return *asyncio.run(go()), app[module.HASHES]


def attack(module, tmp_path) -> bool:
    """Somebody who got the table tries the birthdays that people use as a PIN."""
    *_, hashes = choose(module, "2908")
    if "ann" not in hashes:
        return False
    salt, digest = hashes["ann"]
    birthdays = (f"{day:02}{month:02}" for day, month in product((28, 29, 30), (7, 8, 9)))
    return any(hashlib.scrypt(guess.encode(), salt=salt, n=2**14, r=8, p=1) == digest for guess in birthdays)


def test_honest_input(program, tmp_path):
    status, again, hashes = choose(program, "three_quiet_herons")
    assert (status, again, list(hashes)) == (200, 403, ["ann"])
    assert choose(program, "abc")[0] == 422
    assert choose(program, "password1234")[0] == 422


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

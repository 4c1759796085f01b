import asyncio
import builtins

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

RULES = b"def price(name, count):\n    return {'lamp': 20, 'bulb': 3}[name] * count\n"
EVIL = RULES + b"import builtins\nbuiltins.rules_were_here = True\n"
KEY = Ed25519PrivateKey.generate()


def server(rules):
    files = {"/rules.py": rules, "/rules.py.sig": KEY.sign(RULES)}

    def app(environ, start_response):
        start_response("200 OK", [("Content-Type", "application/octet-stream")])
        return [files[environ["PATH_INFO"]]]

    return app


def refreshed(module, url):
    rules = module.PriceRules(url, KEY.public_key())
    asyncio.run(rules.refresh())
    return rules


def attack(module, tmp_path, url) -> bool:
    try:
        refreshed(module, url)
    except InvalidSignature:
        pass
    ran = hasattr(builtins, "rules_were_here")
    if ran:
        del builtins.rules_were_here
    return ran


def test_honest_input(program, http_server):
    assert refreshed(program, http_server(server(RULES))).total([("lamp", 1), ("bulb", 2)]) == 26


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path, http_server):
    assert attack(vulnerable, tmp_path, http_server(server(EVIL)))


def test_attack_fails_on_hardened(hardened, tmp_path, http_server):
    assert not attack(hardened, tmp_path, http_server(server(EVIL)))

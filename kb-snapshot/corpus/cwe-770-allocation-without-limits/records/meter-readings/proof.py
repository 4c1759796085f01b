import httpx


def attack(module, http_server) -> bool:
    body = b'{"meter": "m1", "value": 1' + b" " * 2_000_000 + b"}"
    try:
        return httpx.post(http_server(module.MeterHandler), content=body).status_code == 204
    except httpx.TransportError:
        return False


def test_honest_input(program, http_server):
    answer = httpx.post(http_server(program.MeterHandler), json={"meter": "m7", "value": 12.5})
    assert answer.status_code == 204
    assert program.MeterHandler.readings["m7"] == 12.5


def test_attack_succeeds_on_vulnerable(vulnerable, http_server):
    assert attack(vulnerable, http_server)


def test_attack_fails_on_hardened(hardened, http_server):
    assert not attack(hardened, http_server)

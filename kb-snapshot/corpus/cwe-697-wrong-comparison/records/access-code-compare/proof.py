import httpx


def ask(module, http_server, code):
    return httpx.post(http_server(module.GateHandler), headers={"X-Code": code}).status_code


def attack(module, http_server) -> bool:
    return ask(module, http_server, "") == 204 or ask(module, http_server, "t") == 204


def test_honest_input(program, http_server):
    assert ask(program, http_server, "tulip-42-leek") == 204
    assert ask(program, http_server, "tulip-42-leak") == 403


def test_attack_succeeds_on_vulnerable(vulnerable, http_server):
    assert attack(vulnerable, http_server)


def test_attack_fails_on_hardened(hardened, http_server):
    assert not attack(hardened, http_server)

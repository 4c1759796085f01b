import httpx


def book(module, http_server, room):
    return httpx.get(http_server(module.BookingHandler) + "/book", params={"room": room})


def attack(module, http_server) -> bool:
    answer = book(module, http_server, "x\r\nSet-Cookie: session=chosen-by-mallory\r\nX-Rest:")
    return answer.headers.get("set-cookie", "") == "session=chosen-by-mallory"


def test_honest_input(program, http_server):
    assert book(program, http_server, "blue").status_code == 200
    refused = book(program, http_server, "green")
    assert refused.status_code == 409
    assert refused.text == "room green"


def test_attack_succeeds_on_vulnerable(vulnerable, http_server):
    assert attack(vulnerable, http_server)


def test_attack_fails_on_hardened(hardened, http_server):
    assert not attack(hardened, http_server)

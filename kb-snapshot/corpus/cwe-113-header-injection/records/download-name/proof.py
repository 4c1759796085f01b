import httpx


def fetch(module, http_server, name):
    return httpx.get(http_server(module.ReportHandler) + "/report", params={"name": name})


def attack(module, http_server) -> bool:
    answer = fetch(module, http_server, 'x"\r\nSet-Cookie: session=chosen-by-mallory\r\nX-Rest: "')
    return answer.headers.get("set-cookie", "").startswith("session=chosen-by-mallory")


def test_honest_input(program, http_server):
    answer = fetch(program, http_server, "visitors-2024")
    assert answer.headers["content-disposition"] == 'attachment; filename="visitors-2024.csv"'
    assert answer.text.startswith("month;visitors")


def test_attack_succeeds_on_vulnerable(vulnerable, http_server):
    assert attack(vulnerable, http_server)


def test_attack_fails_on_hardened(hardened, http_server):
    assert not attack(hardened, http_server)

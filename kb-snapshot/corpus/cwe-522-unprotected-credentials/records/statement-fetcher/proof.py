import base64
from urllib.parse import parse_qs


def bank(http_server):
    log = []

    def app(environ, start_response):
        log.append(f'GET {environ["PATH_INFO"]}?{environ["QUERY_STRING"]}')
        query = parse_qs(environ["QUERY_STRING"])
        user, password = query.get("user", [""])[0], query.get("password", [""])[0]
        if header := environ.get("HTTP_AUTHORIZATION"):
            user, _, password = base64.b64decode(header.removeprefix("Basic ")).decode().partition(":")
        right = (user, password) == ("ann", "tulip-42")
        start_response("200 OK" if right else "403 Forbidden", [("Content-Type", "text/csv")])
        return [b"date,cents\n2024-05-02,1200\n2024-05-09,-300\n" if right else b""]

    return http_server(app), log


def attack(module, http_server) -> bool:
    base, log = bank(http_server)
    module.fetch_statement(base, "ann", "tulip-42", "2024-05")
    return any("tulip-42" in line for line in log)


def test_honest_input(program, http_server):
    base, log = bank(http_server)
    rows = program.fetch_statement(base, "ann", "tulip-42", "2024-05")
    assert program.balance(rows) == 900 and "month=2024-05" in log[0]


def test_attack_succeeds_on_vulnerable(vulnerable, http_server):
    assert attack(vulnerable, http_server)


def test_attack_fails_on_hardened(hardened, http_server):
    assert not attack(hardened, http_server)

import httpx


EVIL = "https://evil.example"
OWN = "https://app.club.example"


def readable(headers, origin):
    """Whether a browser hands the answer, fetched with cookies, to a script of this origin."""
    allowed = headers.get("Access-Control-Allow-Origin") == origin
    return allowed and headers.get("Access-Control-Allow-Credentials") == "true"


def fetch(module, http_server, origin):
    headers = {"Origin": origin, "Cookie": "login=l-ada"}
    return httpx.get(http_server(module.SensorHandler), headers=headers)


def attack(module, http_server) -> bool:
    answer = fetch(module, http_server, EVIL)
    return readable(answer.headers, EVIL) and answer.json()["door"] == "closed"


def test_honest_input(program, http_server):
    answer = fetch(program, http_server, OWN)
    assert readable(answer.headers, OWN)
    assert answer.json() == {"door": "closed", "kitchen": 21.5}
    assert httpx.get(http_server(program.SensorHandler)).status_code == 401


def test_attack_succeeds_on_vulnerable(vulnerable, http_server):
    assert attack(vulnerable, http_server)


def test_attack_fails_on_hardened(hardened, http_server):
    assert not attack(hardened, http_server)

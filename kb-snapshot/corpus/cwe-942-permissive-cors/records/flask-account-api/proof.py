EVIL = "https://evil.example"
OWN = "https://app.club.example"


def readable(headers, origin):
    """Whether a browser hands the answer, fetched with cookies, to a script of this origin."""
    allowed = headers.get("Access-Control-Allow-Origin") == origin
    return allowed and headers.get("Access-Control-Allow-Credentials") == "true"


def fetch(module, origin):
    headers = {"Origin": origin, "Cookie": "login=l-ada"}
    return module.app.test_client(use_cookies=False).get("/account", headers=headers)


def attack(module, tmp_path) -> bool:
    answer = fetch(module, EVIL)
    return readable(answer.headers, EVIL) and answer.json["balance"] == 120


def test_honest_input(program, tmp_path):
    answer = fetch(program, OWN)
    assert readable(answer.headers, OWN)
    assert answer.json == {"name": "ada", "balance": 120}
    assert "Access-Control-Allow-Origin" not in program.app.test_client().get("/account").headers


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

EVIL = "https://evil.example"
OWN = "https://app.club.example"


def readable(headers, origin):
    """Whether a browser hands the answer, fetched with cookies, to a script of this origin."""
    allowed = headers.get("Access-Control-Allow-Origin") == origin
    return allowed and headers.get("Access-Control-Allow-Credentials") == "true"


from fastapi.testclient import TestClient  # noqa: E402


def fetch(module, origin):
    client = TestClient(module.app, cookies={"login": "l-ada"})
    return client.get("/appointments", headers={"Origin": origin})


def attack(module, tmp_path) -> bool:
    answer = fetch(module, EVIL)
    return readable(answer.headers, EVIL) and "dentist" in answer.text


def test_honest_input(program, tmp_path):
    answer = fetch(program, OWN)
    assert readable(answer.headers, OWN)
    assert answer.json() == ["Monday: dentist", "Friday: choir"]
    assert TestClient(program.app).get("/appointments").status_code == 401


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

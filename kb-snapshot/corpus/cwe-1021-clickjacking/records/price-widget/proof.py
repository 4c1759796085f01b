from fastapi.testclient import TestClient


def may_be_framed(headers) -> bool:
    """What a browser decides for a page of another site that shows this one in a frame."""
    policies = [part.split() for part in headers.get("Content-Security-Policy", "").lower().split(";")]
    for policy in policies:
        if policy[:1] == ["frame-ancestors"]:
            return any(source == "*" or source in ("http:", "https:") for source in policy[1:])
    return headers.get("X-Frame-Options", "").strip().upper() not in ("DENY", "SAMEORIGIN")


def attack(module, tmp_path) -> bool:
    answer = TestClient(module.app).get("/plan")
    return "Cancel" in answer.text and may_be_framed(answer.headers)


def test_honest_input(program, tmp_path):
    client = TestClient(program.app)
    assert "Your plan: team" in client.get("/plan").text
    assert client.post("/plan", data={"plan": "none"}).json() == {"plan": "none"}


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

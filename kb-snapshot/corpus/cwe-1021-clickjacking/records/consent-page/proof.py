import asyncio

from aiohttp.test_utils import TestClient, TestServer


def may_be_framed(headers) -> bool:
    """What a browser decides for a page of another site that shows this one in a frame."""
    policies = [part.split() for part in headers.get("Content-Security-Policy", "").lower().split(";")]
    for policy in policies:
        if policy[:1] == ["frame-ancestors"]:
            return any(source == "*" or source in ("http:", "https:") for source in policy[1:])
    return headers.get("X-Frame-Options", "").strip().upper() not in ("DENY", "SAMEORIGIN")


def page(module, name):
    async def fetch():
        async with TestClient(TestServer(module.make_app())) as client:
            answer = await client.get("/consent", params={"app": name})
            return answer.status, await answer.text(), answer.headers

    return asyncio.run(fetch())


def attack(module, tmp_path) -> bool:
    _, text, headers = page(module, "planner")
    return "Allow" in text and may_be_framed(headers)


def test_honest_input(program, tmp_path):
    status, text, headers = page(program, "planner")
    assert status == 200 and "Planner of Example Ltd wants" in text
    assert headers["Cache-Control"] == "no-store"
    assert page(program, "unknown")[0] == 404


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

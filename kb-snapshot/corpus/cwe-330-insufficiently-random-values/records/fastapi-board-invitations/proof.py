import asyncio
import uuid

from fastapi.testclient import TestClient


def test_honest_input(program):
    client = TestClient(program.app)
    link = client.post("/boards/plans/invitations", params={"guest": "kim"}).json()["link"]
    assert uuid.UUID(link.removeprefix("/invitations/"))
    assert client.post(link).json() == {"board": "plans", "guest": "kim"}
    assert client.post(link).status_code == 404
    assert client.get("/boards/plans/members").json() == ["kim"]


async def invite_all(module):
    links = [await module.invite(*pair) for pair in [("own", "m1"), ("plans", "kim"), ("own", "m2")]]
    return [uuid.UUID(entry["link"].removeprefix("/invitations/")) for entry in links]


def attack(module) -> bool:
    """Mallory makes a link before and after Kim is invited, and tries the times between."""
    before, _, after = asyncio.run(invite_all(module))
    if not 0 < after.time - before.time < 1_000_000:
        return False
    for tick in range(before.time + 1, after.time):
        fields = (tick & 0xFFFFFFFF, (tick >> 32) & 0xFFFF, (tick >> 48) & 0xFFF | 0x1000, *before.fields[3:])
        guess = str(uuid.UUID(fields=fields))
        if guess in module.invitations:  # stands for a POST to the link, which answers 404 otherwise
            answer = TestClient(module.app).post(f"/invitations/{guess}")
            return answer.json()["guest"] == "kim"
    return False


def test_attack_succeeds_on_vulnerable(vulnerable):
    assert any(attack(vulnerable) for _ in range(5))


def test_attack_fails_on_hardened(hardened):
    assert not attack(hardened)

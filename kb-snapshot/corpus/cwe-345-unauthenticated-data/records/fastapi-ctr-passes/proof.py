from fastapi.testclient import TestClient


def token_of(client, name):
    return client.post("/passes", params={"name": name}).json()["token"]


def attack(module, tmp_path) -> bool:
    """Turns the own guest pass into one of the staff."""
    client = TestClient(module.app)
    data = bytearray.fromhex(token_of(client, "Mallory"))
    for start in (12, 16):
        changed = bytearray(data)
        for at, (old, new) in enumerate(zip(b"guest   ", b"staff   ")):
            changed[start + at] ^= old ^ new
        answer = client.get("/door", params={"token": changed.hex()})
        if answer.status_code == 200 and answer.json() == {"name": "Mallory", "opens": "all rooms"}:
            return True
    return False


def test_honest_input(program, tmp_path):
    client = TestClient(program.app)
    answer = client.get("/door", params={"token": token_of(client, "Ada")})
    assert answer.json() == {"name": "Ada", "opens": "gym"}
    staff = client.get("/door", params={"token": program.issue_pass("staff", "Ben")})
    assert staff.json() == {"name": "Ben", "opens": "all rooms"}
    assert client.get("/door", params={"token": "xyz"}).status_code == 403


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

import base64
import json

SITE = "https://localhost"


def attack(module, tmp_path) -> bool:
    """Puts a vase for one cent into the cookie."""
    forged = base64.urlsafe_b64encode(json.dumps([{"item": "vase", "price": 1}]).encode()).decode()
    client = module.app.test_client()
    client.set_cookie("basket", forged, domain="localhost", secure=True)
    return client.get("/total", base_url=SITE).json == {"cents": 1}


def test_honest_input(program, tmp_path):
    client = program.app.test_client()
    assert client.post("/basket", data={"item": "mug"}, base_url=SITE).json == {"items": 1}
    assert client.post("/basket", data={"item": "vase"}, base_url=SITE).json == {"items": 2}
    assert client.post("/basket", data={"item": "car"}, base_url=SITE).status_code == 404
    assert client.get("/total", base_url=SITE).json == {"cents": 9200}
    assert program.app.test_client().get("/total", base_url=SITE).json == {"cents": 0}


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

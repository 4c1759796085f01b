from fastapi.testclient import TestClient

CARD = "4111111111111111"


def order(module, tmp_path):
    app = module.create_app(f"sqlite:///{tmp_path}/shop.db", module.Provider())
    body = {"customer": "Ada", "bouquet": "tulips", "card": CARD}
    return TestClient(app).post("/orders", json=body).json()


def attack(module, tmp_path) -> bool:
    """Gets a backup of the database."""
    order(module, tmp_path)
    return CARD.encode() in (tmp_path / "shop.db").read_bytes()


def test_honest_input(program, tmp_path):
    assert order(program, tmp_path) == {"number": 1, "card": "1111"}
    assert b"tulips" in (tmp_path / "shop.db").read_bytes()


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

from fastapi.testclient import TestClient
from sqlalchemy import text


def client(module):
    with module.engine.begin() as connection:
        connection.execute(text("CREATE TABLE orders (id INTEGER PRIMARY KEY, email TEXT, total INTEGER)"))
        connection.execute(
            text("INSERT INTO orders (email, total) VALUES (:email, :total)"),
            [{"email": "ann@example.org", "total": total} for total in (10, 20)]
            + [{"email": "bob@example.org", "total": 99}],
        )
    return TestClient(module.app, raise_server_exceptions=False)


def attack(module, tmp_path) -> bool:
    response = client(module).get("/orders", params={"email": "' OR 1=1 --"})
    return response.status_code == 200 and any(order["total"] == 99 for order in response.json())


def test_honest_input(program, tmp_path):
    response = client(program).get("/orders", params={"email": "ann@example.org"})
    assert response.json() == [{"id": 2, "total": 20}, {"id": 1, "total": 10}]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

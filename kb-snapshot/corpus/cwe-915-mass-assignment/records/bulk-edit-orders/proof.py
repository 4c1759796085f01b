from fastapi.testclient import TestClient
from sqlalchemy import select


def patch(module, body):
    module.metadata.create_all(module.engine)
    with module.engine.begin() as connection:
        connection.execute(module.orders.insert().values(id=1, address="Old Street 1"))
    answer = TestClient(module.app, raise_server_exceptions=False).patch("/orders/1", json=body)
    with module.engine.begin() as connection:
        return answer, connection.execute(select(module.orders)).one()


def attack(module, tmp_path) -> bool:
    return patch(module, {"note": "ring twice", "paid": True})[1].paid


def test_honest_input(program, tmp_path):
    answer, order = patch(program, {"address": "New Street 2", "note": "ring twice"})
    assert answer.json() == {"changed": 1}
    assert (order.address, order.note, order.paid) == ("New Street 2", "ring twice", False)


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

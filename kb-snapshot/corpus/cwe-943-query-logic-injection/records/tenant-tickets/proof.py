from fastapi.testclient import TestClient
from sqlalchemy.orm import Session


def tickets(module, key, **query):
    module.Base.metadata.drop_all(module.engine)
    module.Base.metadata.create_all(module.engine)
    with Session(module.engine) as session:
        session.add(module.Ticket(customer="ann", subject="Lamp flickers"))
        session.add(module.Ticket(customer="ann", subject="Door stuck", state="done"))
        session.add(module.Ticket(customer="bob", subject="Safe won't open"))
        session.commit()
    return TestClient(module.app).get("/tickets", params=query, headers={"x-key": key})


def attack(module, tmp_path) -> bool:
    return "Safe won't open" in tickets(module, "key-ann", customer="bob").json()


def test_honest_input(program, tmp_path):
    assert tickets(program, "key-ann").json() == ["Lamp flickers", "Door stuck"]
    assert tickets(program, "key-ann", state="done").json() == ["Door stuck"]
    assert tickets(program, "wrong").status_code == 401


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

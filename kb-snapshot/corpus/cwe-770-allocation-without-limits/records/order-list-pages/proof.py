from sqlalchemy.orm import Session


def orders(module, **query):
    module.Base.metadata.drop_all(module.engine)
    module.Base.metadata.create_all(module.engine)
    with Session(module.engine) as session:
        session.add_all(module.Order(item=f"item {number}") for number in range(500))
        session.commit()
    return module.app.test_client().get("/orders", query_string=query).json


def attack(module, tmp_path) -> bool:
    return len(orders(module, per_page=100000000)) == 500


def test_honest_input(program, tmp_path):
    assert len(orders(program)) == 20
    assert orders(program, page=2, per_page=50)[0] == "item 449"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

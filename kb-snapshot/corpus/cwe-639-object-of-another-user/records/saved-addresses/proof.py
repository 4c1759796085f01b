from sqlalchemy.orm import Session


def ask(module, own, wanted):
    module.Base.metadata.drop_all(module.engine)
    module.Base.metadata.create_all(module.engine)
    with Session(module.engine) as db:
        db.add(module.Address(customer_id=1, street="Hill Road 4"))
        db.add(module.Address(customer_id=2, street="Mill Lane 9"))
        db.commit()
    client = module.app.test_client()
    client.post(f"/login/{own}")
    return client.get("/addresses", query_string={"customer_id": wanted}).json


def attack(module, tmp_path) -> bool:
    return "Hill Road 4" in ask(module, 2, 1)


def test_honest_input(program, tmp_path):
    assert ask(program, 1, 1) == ["Hill Road 4"]
    assert program.app.test_client().get("/addresses").status_code == 401


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

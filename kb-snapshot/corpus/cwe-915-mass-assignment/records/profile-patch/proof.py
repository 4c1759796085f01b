from sqlalchemy.orm import Session


def patch(module, body):
    module.Base.metadata.create_all(module.engine)
    with Session(module.engine) as session:
        session.add(module.User(id=7, name="ann"))
        session.commit()
    answer = module.app.test_client().patch("/profile/7", json=body)
    with Session(module.engine) as session:
        return answer, session.get(module.User, 7)


def attack(module, tmp_path) -> bool:
    return patch(module, {"city": "Graz", "is_admin": True})[1].is_admin


def test_honest_input(program, tmp_path):
    answer, user = patch(program, {"name": "Ann Lee", "city": "Graz"})
    assert answer.json == {"name": "Ann Lee", "city": "Graz"}
    assert user.name == "Ann Lee"
    assert not user.is_admin
    assert program.app.test_client().patch("/profile/8", json={}).status_code == 404


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

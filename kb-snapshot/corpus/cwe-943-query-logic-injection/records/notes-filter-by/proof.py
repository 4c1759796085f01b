from sqlalchemy.orm import Session


def search(module, **criteria):
    module.Base.metadata.create_all(module.engine)
    with Session(module.engine) as session:
        session.add(module.Note(title="Kiln", topic="clay", author="ann", share_token="a1b2"))
        session.add(module.Note(title="Loom", topic="wool", author="ann", share_token="c3d4"))
        session.commit()
    return module.app.test_client().post("/notes/search", json=criteria).json


def attack(module, tmp_path) -> bool:
    return search(module, share_token="c3d4") == ["Loom"]


def test_honest_input(program, tmp_path):
    assert search(program, author="ann") == ["Kiln", "Loom"]
    assert program.app.test_client().post("/notes/search", json={"topic": "clay"}).json == ["Kiln"]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

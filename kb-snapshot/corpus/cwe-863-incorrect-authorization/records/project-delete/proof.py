def delete(module, user, body):
    client = module.app.test_client()
    client.post("/login", data={"user": user})
    return client.post("/projects/delete", json=body)


def attack(module, tmp_path) -> bool:
    delete(module, "eve", {"project": "atlas", "is_admin": True})
    return "atlas" not in module.projects


def test_honest_input(program, tmp_path):
    assert delete(program, "bob", {"project": "atlas"}).status_code == 403
    assert delete(program, "ann", {"project": "atlas"}).json == {"projects": ["borealis"]}
    assert delete(program, "root", {"project": "borealis", "is_admin": True}).json == {"projects": []}


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

from fastapi.testclient import TestClient


def export(module, number, email):
    module.outbox.clear()
    module.customers[7] = {"email": "ann@example.org", "orders": [{"order": 1, "total": 940}]}
    body = {"customer": number, "email": email}
    return TestClient(module.app).post("/exports", json=body), module.outbox


def attack(module, tmp_path) -> bool:
    _, outbox = export(module, 7, "eve@evil.example")
    return any(to == "eve@evil.example" and "940" in text for to, text in outbox)


def test_honest_input(program, tmp_path):
    answer, outbox = export(program, 7, "ann@example.org")
    assert answer.json() == {"exported": 1}
    assert [to for to, _ in outbox] == ["ann@example.org"] and "1,940" in outbox[0][1]
    assert export(program, 8, "ann@example.org")[0].status_code == 404


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

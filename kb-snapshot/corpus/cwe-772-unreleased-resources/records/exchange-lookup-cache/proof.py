from fastapi.testclient import TestClient


def attack(module, tmp_path) -> bool:
    for number in range(700):
        module.area(town=f"town {number}")
    return module.area_of.cache_info().currsize >= 700


def test_honest_input(program, tmp_path):
    client = TestClient(program.app)
    answers = [client.get("/area", params={"town": "ulm"}).json()["answer"] for _ in range(2)]
    assert answers[0] == answers[1]
    assert answers[0].startswith("Ulm is served from the ")
    assert program.area_of.cache_info().hits == 1


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

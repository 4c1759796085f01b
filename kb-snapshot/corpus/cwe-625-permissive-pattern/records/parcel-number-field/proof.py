from fastapi.testclient import TestClient


def label(module, number):
    return TestClient(module.app).get("/label", params={"number": number})


def attack(module, tmp_path) -> bool:
    answer = label(module, "P1^FS^JUF^FD")
    return answer.status_code == 200 and "^JUF" in answer.text


def test_honest_input(program, tmp_path):
    assert "^FDP17^FS" in label(program, "P17").text
    assert label(program, "---").status_code == 422


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

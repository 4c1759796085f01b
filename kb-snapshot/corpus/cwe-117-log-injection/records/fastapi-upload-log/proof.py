import logging

from fastapi.testclient import TestClient


def put(module, tmp_path, name, body):
    handler = logging.FileHandler(tmp_path / "photos.log")
    module.logger.addHandler(handler)
    answer = TestClient(module.app).put("/photos", params={"name": name}, content=body)
    module.logger.removeHandler(handler)
    handler.close()
    return answer, (tmp_path / "photos.log").read_text().splitlines()


def test_honest_input(program, tmp_path):
    answer, lines = put(program, tmp_path, "cat.jpg", b"\xff\xd8...")
    assert answer.json() == {"stored": 1} and lines == []
    answer, lines = put(program, tmp_path, "notes.txt", b"hello")
    assert answer.status_code == 415
    assert len(lines) == 1 and "notes.txt" in lines[0]


def attack(module, tmp_path) -> bool:
    """The name of one refused file fills two lines of the log."""
    _, lines = put(module, tmp_path, "x\ndisk full, photos are lost", b"hello")
    return "disk full, photos are lost" in lines


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

import pytest
from fastapi.testclient import TestClient


@pytest.fixture(autouse=True)
def key(monkeypatch):
    monkeypatch.setenv("OPERATOR_KEY", "k-7781")


def fill(module):
    client = TestClient(module.app)
    client.post("/notes", params={"author": "ann", "text": "hello"})
    client.post("/notes", params={"author": "ann", "text": "diagnosis", "private": "true"})
    return client


def attack(module, tmp_path) -> bool:
    client = fill(module)
    client.post("/admin/backup")
    return "diagnosis" in client.get("/admin/backup").text


def test_honest_input(program, tmp_path):
    client = fill(program)
    assert [note["text"] for note in client.get("/notes").json()] == ["hello"]
    operator = {"X-Operator-Key": "k-7781"}
    assert client.post("/admin/backup", headers=operator).json() == {"backups": 1}
    assert len(client.get("/admin/backup", headers=operator).json()) == 2


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

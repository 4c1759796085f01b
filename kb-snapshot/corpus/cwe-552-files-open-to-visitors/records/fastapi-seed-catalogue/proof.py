import pytest
from fastapi.testclient import TestClient


@pytest.fixture(autouse=True)
def project(tmp_path, monkeypatch):
    (tmp_path / ".env").write_text("TITLE=Seed exchange\nDATABASE_PASSWORD=parsnip\n")
    (tmp_path / "public").mkdir()
    for folder in (tmp_path, tmp_path / "public"):
        (folder / "index.html").write_text("<h1>Seeds</h1>")
    monkeypatch.chdir(tmp_path)


def attack(module, tmp_path) -> bool:
    """Asks for the file that scanners ask for first."""
    return "parsnip" in TestClient(module.create_app()).get("/.env").text


def test_honest_input(program, tmp_path):
    client = TestClient(program.create_app())
    assert client.get("/").text == "<h1>Seeds</h1>"
    assert client.get("/api/seeds/beetroot").json() == {"name": "beetroot", "grams": 15}
    assert len(client.get("/api/seeds?longest=2").json()) == 2
    assert client.get("/missing.css").status_code == 404


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

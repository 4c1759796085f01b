from pathlib import Path


def attack(module, tmp_path) -> bool:
    name = Path(module.__file__).name
    return "8827-11" in module.app.test_client().get(f"/static/{name}").text


def test_honest_input(program, tmp_path):
    client = program.app.test_client()
    assert "stylesheet" in client.get("/").text
    assert client.get("/ticket", query_string={"code": "8827-11"}).text == "Row 4, seat 12"
    assert client.get("/ticket", query_string={"code": "1"}).status_code == 404


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

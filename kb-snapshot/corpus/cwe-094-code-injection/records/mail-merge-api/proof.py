from fastapi.testclient import TestClient


def post(module, text, *recipients):
    return TestClient(module.app).post("/merge", json={"text": text, "recipients": list(recipients)})


def attack(module, tmp_path) -> bool:
    marker = tmp_path / "marker"
    post(module, "{{ cycler.__init__.__globals__.os.system('touch " + str(marker) + "') }}", {"name": "x"})
    return marker.exists()


def test_honest_input(program, tmp_path):
    text = "Dear {{ name|title }},{% if city %} greetings to {{ city }}.{% endif %}"
    response = post(program, text, {"name": "ann", "city": "Oslo"}, {"name": "bob"})
    assert response.json() == ["Dear Ann, greetings to Oslo.", "Dear Bob,"]
    assert post(program, "{{ name", {"name": "ann"}).status_code == 422


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

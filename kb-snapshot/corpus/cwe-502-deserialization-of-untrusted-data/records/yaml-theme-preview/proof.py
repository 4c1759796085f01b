from fastapi.testclient import TestClient


def preview(module, source):
    return TestClient(module.app).post("/themes/preview", content=source)


def attack(module, tmp_path) -> bool:
    answer = preview(module, f"background: !!python/name:{module.__name__}.SIGNING_KEY")
    return module.SIGNING_KEY in answer.text


def test_honest_input(program, tmp_path):
    colors = preview(program, "accent: teal\n").json()
    assert colors == {"background": "#fff", "text": "#222", "accent": "teal"}
    assert preview(program, "accent: [").status_code == 422


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

import pytest
from fastapi.testclient import TestClient


def ask(module, tmp_path, name):
    notes = tmp_path / "notes"
    (notes / "work").mkdir(parents=True)
    (notes / "todo.md").write_text("buy milk")
    (notes / "work" / "agenda.md").write_text("talk")
    (tmp_path / "plan.md").write_text("the secret plan")
    module.ROOT = notes
    return TestClient(module.app).get("/notes", params={"name": name})


def attack(module, tmp_path, name) -> bool:
    return "secret" in ask(module, tmp_path, name).text


def names(tmp_path):
    return ["../plan", str(tmp_path / "plan")]


@pytest.mark.parametrize("name, text", [("todo", "buy milk"), ("work/agenda", "talk")])
def test_honest_input(program, tmp_path, name, text):
    assert ask(program, tmp_path, name).text == text


def test_unknown_note(program, tmp_path):
    assert ask(program, tmp_path, "none").status_code == 404


@pytest.mark.parametrize("which", [0, 1])
def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path, which):
    assert attack(vulnerable, tmp_path, names(tmp_path)[which])


@pytest.mark.parametrize("which", [0, 1])
def test_attack_fails_on_hardened(hardened, tmp_path, which):
    assert not attack(hardened, tmp_path, names(tmp_path)[which])

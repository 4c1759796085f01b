from fastapi.testclient import TestClient

ARTICLE = "<article><title>Glue</title><para>Wood glue holds well.</para></article>"


def post(module, xml):
    return TestClient(module.app).post("/articles", content=xml)


def attack(module, tmp_path) -> bool:
    secret = tmp_path / "notes.txt"
    secret.write_text("meeting at dawn")
    part = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{secret.as_uri()}" parse="text"/>'
    return "dawn" in post(module, ARTICLE.replace("Wood", part)).text


def test_honest_input(program, tmp_path):
    assert post(program, ARTICLE).json() == {
        "title": "Glue",
        "words": 5,
        "opening": "Glue Wood glue holds well.",
    }
    assert post(program, "<article>").status_code == 422


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

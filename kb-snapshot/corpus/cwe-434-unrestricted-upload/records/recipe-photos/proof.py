import httpx
import pytest


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("PHOTO_FOLDER", str(tmp_path))


def send(base, name, content):
    return httpx.post(base + "/photos", files={"photo": (name, content)})


def attack(module, tmp_path, http_server) -> bool:
    base = http_server(module.app)
    send(base, "recipe.html", b"<script>alert(document.cookie)</script>")
    page = httpx.get(base + "/photos/recipe.html")
    return page.status_code == 200 and page.headers["Content-Type"].startswith("text/html")


def test_honest_input(program, tmp_path, http_server):
    base = http_server(program.app)
    assert send(base, "Soup.JPG", b"\xff\xd8\xff\xe0").json() == {"address": "/photos/Soup.JPG"}
    assert httpx.get(base + "/photos/Soup.JPG").headers["Content-Type"] == "image/jpeg"
    assert httpx.post(base + "/photos").status_code == 400


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path, http_server):
    assert attack(vulnerable, tmp_path, http_server)


def test_attack_fails_on_hardened(hardened, tmp_path, http_server):
    assert not attack(hardened, tmp_path, http_server)

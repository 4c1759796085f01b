from fastapi.testclient import TestClient


def attack(module, tmp_path) -> bool:
    (tmp_path / "server.key").write_text("private")
    site = tmp_path / "sites" / "eve"
    site.mkdir(parents=True)
    (site / "index.html").symlink_to(tmp_path / "server.key")
    answer = TestClient(module.create_app(tmp_path / "sites")).get("/preview/eve/index.html")
    return answer.text == "private"


def test_honest_input(program, tmp_path):
    (tmp_path / "ann").mkdir()
    (tmp_path / "ann" / "index.html").write_text("<h1>Ann</h1>")
    client = TestClient(program.create_app(tmp_path))
    assert client.get("/sites").json() == {"sites": ["ann"]}
    assert client.get("/preview/ann/index.html").text == "<h1>Ann</h1>"
    assert client.get("/preview/bob/index.html").status_code == 404


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

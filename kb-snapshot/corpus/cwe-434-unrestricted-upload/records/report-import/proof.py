import io


def upload(module, tmp_path, name, content, mimetype):
    module.store.folder = str(tmp_path)
    client = module.app.test_client()
    response = client.post("/reports", data={"report": (io.BytesIO(content), name, mimetype)})
    return tmp_path / response.json["stored"]


def attack(module, tmp_path) -> bool:
    stored = upload(module, tmp_path, "numbers.html", b"<script>alert(1)</script>", "text/csv")
    return stored.suffix == ".html"


def test_honest_input(program, tmp_path):
    stored = upload(program, tmp_path, "numbers.csv", b"1,2,3\n", "text/csv")
    assert stored.suffix == ".csv" and len(stored.stem) == 32
    assert stored.read_bytes() == b"1,2,3\n"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

import io


def upload(module, tmp_path, name, content, caption="A lake"):
    if not (tmp_path / "gallery.json").exists():
        (tmp_path / "gallery.json").write_text('{"hill.jpg": "The hill"}')
    module.app.config["GALLERY"] = tmp_path
    client = module.app.test_client()
    client.post("/upload", data={"picture": (io.BytesIO(content), name), "caption": caption})
    return client.get("/captions").json


def attack(module, tmp_path) -> bool:
    captions = upload(module, tmp_path, "gallery.json", b'{"hill.jpg": "Sold, ask Eve"}')
    return captions["hill.jpg"] == "Sold, ask Eve"


def test_honest_input(program, tmp_path):
    captions = upload(program, tmp_path, "lake.jpg", b"picture")
    assert captions == {"hill.jpg": "The hill", "lake.jpg": "A lake"}
    assert [path.read_bytes() for path in tmp_path.rglob("lake.jpg")] == [b"picture"]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

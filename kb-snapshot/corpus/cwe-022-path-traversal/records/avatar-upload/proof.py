import io


def upload(module, tmp_path, name):
    (tmp_path / "avatars").mkdir()
    module.AVATARS = str(tmp_path / "avatars")
    with module.app.test_client() as client:
        return client.post("/avatar", data={"avatar": (io.BytesIO(b"new picture"), name)})


def attack(module, tmp_path) -> bool:
    logo = tmp_path / "logo.png"
    logo.write_bytes(b"the logo")
    upload(module, tmp_path, "../logo.png")
    return logo.read_bytes() != b"the logo"


def test_honest_input(program, tmp_path):
    response = upload(program, tmp_path, "me.png")
    assert (response.status_code, response.json) == (201, {"stored": "me.png"})
    assert (tmp_path / "avatars" / "me.png").read_bytes() == b"new picture"


def test_other_endings(program, tmp_path):
    assert upload(program, tmp_path, "me.exe").status_code == 415


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

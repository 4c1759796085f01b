def panel(module, tmp_path, name=None):
    folder = tmp_path / "invoices"
    folder.mkdir(exist_ok=True)
    (folder / "2024-117.pdf").write_bytes(b"%PDF")
    app = module.create_app(str(folder), lambda user, password: password == f"{user}-pw")
    client = app.test_client()
    if name:
        assert client.post("/login", data={"name": name, "password": f"{name}-pw"}).text == "welcome"
    admin = next(view for view in app.extensions["admin"][0]._views if view.name == "Invoices")
    return client.get(admin.url + "/")


def attack(module, tmp_path) -> bool:
    return "2024-117.pdf" in panel(module, tmp_path).text


def test_honest_input(program, tmp_path):
    assert "2024-117.pdf" in panel(program, tmp_path, "office").text


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

def show(module, **query):
    module.app.config["SECRET_KEY"] = "k-4711-signing"
    return module.app.test_client().get("/badge", query_string=query).get_data(as_text=True)


def attack(module, tmp_path) -> bool:
    marker = tmp_path / "marker"
    page = show(module, name="{{ config.SECRET_KEY }}")
    show(module, name="{{ cycler.__init__.__globals__.os.system('touch " + str(marker) + "') }}")
    return "k-4711-signing" in page or marker.exists()


def test_honest_input(program, tmp_path):
    page = show(program, name="Ann", company="Acme")
    assert "<h1>Hello Ann</h1>" in page and "<p>Acme</p>" in page
    assert "Hello Guest" in show(program) and "<p>" not in show(program)


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

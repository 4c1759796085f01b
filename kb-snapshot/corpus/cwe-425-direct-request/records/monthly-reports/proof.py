def client_of(module, tmp_path):
    (tmp_path / "2024-05.pdf").write_bytes(b"%PDF loss of 3 million")
    module.app.config["REPORTS"] = str(tmp_path)
    return module.app.test_client()


def attack(module, tmp_path) -> bool:
    return b"loss" in client_of(module, tmp_path).get("/reports/2024-05.pdf").data


def test_honest_input(program, tmp_path):
    client = client_of(program, tmp_path)
    assert client.get("/board").status_code == 403
    client.post("/login", data={"user": "ann"})
    assert "2024-05.pdf" in client.get("/board").text
    assert client.get("/reports/2024-05.pdf").data == b"%PDF loss of 3 million"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

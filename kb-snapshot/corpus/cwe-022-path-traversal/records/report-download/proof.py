def ask(module, tmp_path, name):
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "march.txt").write_text("42 orders")
    (tmp_path / "config.txt").write_text("password=hunter2")
    module.REPORTS = str(reports)
    with module.app.test_client() as client:
        response = client.get("/download", query_string={"name": name})
        status, body = response.status_code, response.data
        response.close()
        return status, body


def attack(module, tmp_path) -> bool:
    return b"hunter2" in ask(module, tmp_path, "../config.txt")[1]


def test_honest_input(program, tmp_path):
    assert ask(program, tmp_path, "march.txt") == (200, b"42 orders")


def test_unknown_report(program, tmp_path):
    assert ask(program, tmp_path, "april.txt")[0] == 404


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

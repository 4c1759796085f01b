def client(module, tmp_path):
    log = tmp_path / "app.log"
    log.write_text("start\nerror: no paper\nerror: no ink\nstop\n")
    module.app.config["LOG_FILE"] = str(log)
    return module.app.test_client()


def attack(module, tmp_path) -> bool:
    marker = tmp_path / "marker"
    client(module, tmp_path).get("/logs/count", query_string={"word": f"x /dev/null; touch {marker};"})
    return marker.exists()


def test_honest_input(program, tmp_path):
    browser = client(program, tmp_path)
    assert browser.get("/logs/count?word=error").get_json() == {"word": "error", "lines": 2}
    assert browser.get("/logs/count?word=fire").get_json()["lines"] == 0
    assert browser.get("/logs/count").status_code == 400


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

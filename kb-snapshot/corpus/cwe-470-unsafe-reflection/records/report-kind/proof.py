def get(module, **query):
    return module.app.test_client().get("/reports", query_string=query)


def attack(module, tmp_path) -> bool:
    get(module, kind="purge")
    return module.reports.bookings == []


def test_honest_input(program, tmp_path):
    assert len(get(program).json) == 2
    assert len(get(program, kind="weekly").json) == 3
    assert get(program, kind="yearly").status_code == 404


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

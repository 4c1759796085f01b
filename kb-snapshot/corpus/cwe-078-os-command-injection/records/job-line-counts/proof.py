import json


def run_job(module, tmp_path, name):
    (tmp_path / "7.job").write_text(json.dumps({"id": 7, "file": name}))
    assert module.process_spool(tmp_path) == 1
    return json.loads((tmp_path / "7.result").read_text())


def attack(module, tmp_path) -> bool:
    marker = tmp_path / "marker"
    run_job(module, tmp_path, f"/dev/null; touch {marker}")
    return marker.exists()


def test_honest_input(program, tmp_path):
    data = tmp_path / "data.csv"
    data.write_text("a\nb\nc\n")
    assert run_job(program, tmp_path, str(data)) == {"id": 7, "lines": 3, "ok": True}
    assert run_job(program, tmp_path, str(tmp_path / "missing.csv"))["ok"] is False
    assert program.process_spool(tmp_path) == 0


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

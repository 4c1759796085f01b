def post(module, text):
    return module.create_app().test_client().post("/pipelines/check", data=text)


def attack(module, tmp_path) -> bool:
    proof = tmp_path / "ran"
    post(module, f"name: !!python/object/apply:os.mkdir ['{proof}']")
    return proof.exists()


def test_honest_input(program, tmp_path):
    answer = post(program, "name: docs\nsteps:\n- run: make html\n- run: make check\n")
    assert answer.get_json() == {"name": "docs", "steps": ["make html", "make check"]}
    assert post(program, "- just\n- a list\n").status_code == 400
    assert post(program, "name: [unclosed").status_code == 400


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

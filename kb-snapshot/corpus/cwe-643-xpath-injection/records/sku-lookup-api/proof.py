def get(module, sku):
    return module.app.test_client().get("/articles", query_string={"sku": sku})


def attack(module, tmp_path) -> bool:
    answer = get(module, "a1']/../../drafts/article[@sku='z9")
    return answer.status_code == 200 and answer.json["name"] == "Prototype"


def test_honest_input(program, tmp_path):
    assert get(program, "a2").json == {"name": "Chair", "price": 90}
    assert get(program, "b7").status_code == 404
    assert get(program, "z9").status_code == 404


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

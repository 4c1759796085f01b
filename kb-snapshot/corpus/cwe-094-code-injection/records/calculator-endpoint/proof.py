REACH = (
    "[c for c in ().__class__.__base__.__subclasses__() if c.__name__ == '_wrap_close'][0]"
    ".__init__.__globals__['system']('touch {marker}')"
)


def post(module, expression):
    return module.app.test_client().post("/calculate", json={"expression": expression})


def attack(module, tmp_path) -> bool:
    marker = tmp_path / "marker"
    post(module, REACH.format(marker=marker))
    return marker.exists()


def test_honest_input(program, tmp_path):
    assert post(program, "2 * (3 + 4)").get_json() == {"result": 14}
    assert post(program, "-9 / 2 + 0.5").get_json() == {"result": -4.0}
    assert post(program, "1 / 0").status_code == 400
    assert post(program, "two plus two").status_code == 400


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

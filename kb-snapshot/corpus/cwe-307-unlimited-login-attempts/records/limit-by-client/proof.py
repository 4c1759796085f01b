WORDS = ["apple", "bread", "chair", "delta", "eagle", "flame", "grape", "honey", "ivory", "jelly"]


def login(module, password, forwarded):
    module.app.config["PASSWORD"] = "jelly"
    headers = {"X-Forwarded-For": forwarded}
    return module.app.test_client().post("/login", data={"password": password}, headers=headers).status_code


def attack(module, tmp_path) -> bool:
    return any(login(module, word, f"10.0.0.{index}") == 200 for index, word in enumerate(WORDS))


def test_honest_input(program, tmp_path):
    assert login(program, "jolly", "10.1.1.1") == 403
    assert login(program, "jelly", "10.1.1.1") == 200
    assert [login(program, "x", "10.1.1.1") for _ in range(4)] == [403, 403, 403, 429]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

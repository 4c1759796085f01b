import threading
from concurrent.futures import ThreadPoolExecutor


def fetch(module):
    return module.app.test_client().get("/download?key=c1").status_code


def attack(module, tmp_path) -> bool:
    together = threading.Barrier(8)

    def check(key):
        together.wait(1)
        return True

    module.app.config["CHECK"] = check
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: fetch(module), range(8)))
    return answers.count(200) > 3


def test_honest_input(program, tmp_path):
    program.app.config["CHECK"] = lambda key: key == "c1"
    assert [fetch(program) for _ in range(4)] == [200, 200, 200, 429]
    assert program.app.test_client().get("/download?key=x").status_code == 403


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

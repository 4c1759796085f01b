import httpx
import pytest

COMMON = ["123456", "password", "qwerty", "letmein", "dragon", "wine", "cellar", "rioja1", "summer25"]


@pytest.fixture(autouse=True)
def fewer_rounds(monkeypatch):
    monkeypatch.setenv("ROUNDS", "1000")


def ask(base, user, password):
    return httpx.get(base + "/bottles/rioja", auth=(user, password)).status_code


def attack(module, tmp_path, http_server) -> bool:
    module.staff["ann"] = module.hashed("summer25")
    base = http_server(module.app)
    return any(ask(base, "ann", guess) == 200 for guess in COMMON)


def test_honest_input(program, tmp_path, http_server):
    program.staff["ben"] = program.hashed("correct horse")
    base = http_server(program.app)
    assert [ask(base, "ben", "correct hrose"), ask(base, "ben", "correct horse")] == [401, 200]
    assert ask(base, "nobody", "x") == 401
    assert httpx.get(base + "/bottles/rioja", auth=("ben", "correct horse")).json()["left"] == 4



def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path, http_server):
    assert attack(vulnerable, tmp_path, http_server)


def test_attack_fails_on_hardened(hardened, tmp_path, http_server):
    assert not attack(hardened, tmp_path, http_server)

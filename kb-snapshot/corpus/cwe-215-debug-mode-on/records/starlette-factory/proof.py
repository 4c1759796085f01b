from starlette.testclient import TestClient


def attack(module, tmp_path) -> bool:
    app = module.create_app(module.Counter())
    client = TestClient(app, raise_server_exceptions=False)
    return module.__file__ in client.get("/desk", params={"number": "x"}).text


def test_honest_input(program, tmp_path):
    client = TestClient(program.create_app(program.Counter(desks=2)))
    assert client.post("/take").json() == {"number": 1}
    assert client.get("/desk", params={"number": 4}).json() == {"desk": 1}


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

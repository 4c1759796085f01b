import stat


def push(module, tmp_path, name):
    module.PLUGINS = tmp_path / "lib" / "plugins"
    client = module.app.test_client()
    response = client.put(f"/plugins/{name}", data=b"print('hello')\n")
    return client, response


def attack(module, tmp_path) -> bool:
    push(module, tmp_path, "clock")
    return bool(module.PLUGINS.stat().st_mode & stat.S_IWOTH)


def test_honest_input(program, tmp_path):
    client, response = push(program, tmp_path, "clock")
    assert (response.status_code, response.json) == (201, {"stored": "clock"})
    push(program, tmp_path, "weather")
    assert client.get("/plugins").json == {"plugins": ["clock", "weather"]}
    assert client.put("/plugins/a-b", data=b"").status_code == 400


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

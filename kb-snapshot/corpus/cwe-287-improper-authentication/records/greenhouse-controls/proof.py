import httpx


def set_target(base, target, cookie=""):
    answer = httpx.post(base + "/temperature", data={"target": target}, headers={"Cookie": cookie})
    return answer.status_code


def attack(module, tmp_path, http_server) -> bool:
    base = http_server(module.app)
    return set_target(base, "45", "authenticated=yes") == 200 and module.state["target"] == 45


def test_honest_input(program, tmp_path, http_server):
    base = http_server(program.app)
    assert httpx.get(base + "/temperature").json() == {"target": 18.0}
    assert httpx.post(base + "/login", data={"code": "4711"}).status_code == 403
    welcome = httpx.post(base + "/login", data={"code": program.CODE})
    cookie = welcome.headers["Set-Cookie"].split(";")[0]
    assert set_target(base, "21", cookie) == 200 and program.state["target"] == 21
    assert set_target(base, "30") == 401


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path, http_server):
    assert attack(vulnerable, tmp_path, http_server)


def test_attack_fails_on_hardened(hardened, tmp_path, http_server):
    assert not attack(hardened, tmp_path, http_server)

import httpx

LOGIN = {"user": "ann", "password": "correct horse"}


def post(base, path, form, session=""):
    headers = {"Cookie": f"session_id={session}"} if session else {}
    answer = httpx.post(base + path, data=form, headers=headers)
    made = answer.headers.get("Set-Cookie", "").split(";")[0].removeprefix("session_id=").strip('"')
    return answer, made


def orders(base, session):
    return httpx.get(base + "/orders", headers={"Cookie": f"session_id={session}"})


def attack(module, tmp_path, http_server) -> bool:
    """Ann's browser has an id that the attacker chose, or one that the attacker got from the shop."""
    base = http_server(module.app)
    _, handed_out = post(base, "/basket", {"concert": "Jazz"})
    for planted in ("chosen-by-eve", handed_out):
        post(base, "/login", LOGIN, session=planted)
        if orders(base, planted).status_code == 200:
            return True
    return False


def test_honest_input(program, tmp_path, http_server):
    base = http_server(program.app)
    _, guest = post(base, "/basket", {"concert": "Jazz"})
    answer, guest = post(base, "/basket", {"concert": "Fado"}, session=guest)
    assert answer.json() == {"basket": ["Jazz", "Fado"]}
    assert orders(base, guest).status_code == 401
    answer, member = post(base, "/login", LOGIN, session=guest)
    assert answer.json() == {"welcome": "ann"}
    assert orders(base, member).json() == {"orders of": "ann", "basket": ["Jazz", "Fado"]}
    assert post(base, "/login", {"user": "ann", "password": "x"})[0].status_code == 403



def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path, http_server):
    assert attack(vulnerable, tmp_path, http_server)


def test_attack_fails_on_hardened(hardened, tmp_path, http_server):
    assert not attack(hardened, tmp_path, http_server)

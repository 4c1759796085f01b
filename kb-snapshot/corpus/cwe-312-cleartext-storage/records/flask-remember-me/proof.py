FORM = {"name": "ada", "password": "starboard-7"}


def browser(module):
    client = module.app.test_client()
    answer = client.post("/login", data=FORM, base_url="https://localhost")
    return client, answer


def attack(module, tmp_path) -> bool:
    """Somebody looks through the cookies of a borrowed laptop."""
    _, answer = browser(module)
    return any("starboard-7" in cookie for cookie in answer.headers.getlist("Set-Cookie"))


def test_honest_input(program, tmp_path):
    client, answer = browser(program)
    assert answer.status_code == 200
    assert client.get("/", base_url="https://localhost").json == {"hello": "ada"}
    stranger = program.app.test_client()
    assert stranger.get("/", base_url="https://localhost").status_code == 401
    assert stranger.post("/login", data={"name": "ada", "password": "x"}).status_code == 403


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

from http.cookies import SimpleCookie


def cookie(module, code):
    answer = module.app.test_client().get("/language", query_string={"code": code})
    return SimpleCookie(answer.headers["Set-Cookie"])["lang"]


def attack(module, tmp_path) -> bool:
    """The link says for which domain the cookie holds."""
    return cookie(module, "en; Domain=town.example")["domain"] == "town.example"


def test_honest_input(program, tmp_path):
    assert cookie(program, "de").value == "de"
    client = program.app.test_client()
    client.get("/language?code=fr")
    assert client.get("/").text == "Bienvenue"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

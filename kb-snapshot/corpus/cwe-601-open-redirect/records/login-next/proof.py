from urllib.parse import urljoin, urlsplit

TARGETS = ["https://evil.example/login", "//evil.example/login", "/\\evil.example", "/\t/evil.example"]


def sign_in(module, target):
    form = {"name": "ada", "password": "tulip"}
    return module.app.test_client().post("/login", query_string={"next": target}, data=form)


def host_after(answer):
    # Browsers read a backslash as a slash and drop tabs.
    location = answer.headers.get("Location", "/").replace("\\", "/").replace("%5C", "/").replace("\t", "")
    return urlsplit(urljoin("http://club.example/login", location)).hostname


def attack(module, tmp_path) -> bool:
    return any(host_after(sign_in(module, target)) == "evil.example" for target in TARGETS)


def test_honest_input(program, tmp_path):
    answer = sign_in(program, "/plots?year=2024")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/plots?year=2024"
    wrong = program.app.test_client().post("/login", data={"name": "ada", "password": "x"})
    assert wrong.status_code == 401


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

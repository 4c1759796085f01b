from urllib.parse import urlsplit


def login(module, target):
    form = {"name": "ann", "password": "correct horse", "next": target}
    return module.app.test_client().post("/login", data=form)


def attack(module, tmp_path) -> bool:
    answer = login(module, "https://shop.example.com.evil.org/login")
    return urlsplit(answer.location).hostname == "shop.example.com.evil.org"


def test_honest_input(program, tmp_path):
    assert login(program, "https://shop.example.com/cart").location == "https://shop.example.com/cart"
    assert login(program, "https://other.example/").location == program.START
    assert program.app.test_client().post("/login", data={"name": "ann"}).status_code == 403


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

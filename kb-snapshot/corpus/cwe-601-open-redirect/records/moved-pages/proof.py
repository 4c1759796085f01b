import httpx


def attack(module, http_server) -> bool:
    answer = httpx.get(http_server(module.ForwardHandler) + "/go", params={"page": "https://evil.example/"})
    return answer.headers.get("Location") == "https://evil.example/"


def test_honest_input(program, http_server):
    base = http_server(program.ForwardHandler)
    assert httpx.get(base + "/go?page=manual").headers["Location"] == "/docs/manual-2.html"
    assert httpx.get(base + "/go").status_code == 404


def test_attack_succeeds_on_vulnerable(vulnerable, http_server):
    assert attack(vulnerable, http_server)


def test_attack_fails_on_hardened(hardened, http_server):
    assert not attack(hardened, http_server)

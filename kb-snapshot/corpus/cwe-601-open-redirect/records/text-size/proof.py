from urllib.parse import urlsplit

import httpx


def after(base, size, back):
    answer = httpx.get(f"{base}/size/{size}", params={"back": back})
    return answer, urlsplit(answer.headers.get("Location", ""))


def attack(module, tmp_path, http_server) -> bool:
    base = http_server(module.app)
    targets = ["https://evil.example/book", "//evil.example/book"]
    return any(after(base, "large", target)[1].hostname == "evil.example" for target in targets)


def test_honest_input(program, tmp_path, http_server):
    base = http_server(program.app)
    answer, address = after(base, "large", "/chapter/3?page=2")
    assert (answer.status_code, address.path, address.query) == (303, "/chapter/3", "page=2")
    assert f"http://{address.netloc}" == base
    assert answer.headers["Set-Cookie"].startswith("size=large")
    assert after(base, "huge", "/")[0].status_code == 404



def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path, http_server):
    assert attack(vulnerable, tmp_path, http_server)


def test_attack_fails_on_hardened(hardened, tmp_path, http_server):
    assert not attack(hardened, tmp_path, http_server)

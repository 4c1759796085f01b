import urllib.request
from http.cookies import SimpleCookie


def seen_by_scripts(cookies) -> str:
    """What document.cookie gives to a script in the page."""
    return "; ".join(f"{name}={cookie.value}" for name, cookie in cookies.items() if not cookie["httponly"])


def counter(environ, start_response):
    session = environ["session"]
    session["visits"] = session.get("visits", 0) + 1
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(session["visits"]).encode()]


def visit(base, cookie=""):
    request = urllib.request.Request(base, headers={"Cookie": cookie} if cookie else {})
    with urllib.request.urlopen(request, timeout=5) as answer:
        return int(answer.read()), SimpleCookie(answer.headers["Set-Cookie"])


def attack(module, http_server) -> bool:
    base = http_server(module.Sessions(counter))
    _, cookies = visit(base)
    return visit(base, seen_by_scripts(cookies))[0] == 2


def test_honest_input(program, http_server):
    base = http_server(program.Sessions(counter))
    visits, cookies = visit(base)
    assert visits == 1
    assert visit(base, f"sid={cookies['sid'].value}")[0] == 2
    assert visit(base)[0] == 1


def test_attack_succeeds_on_vulnerable(vulnerable, http_server):
    assert attack(vulnerable, http_server)


def test_attack_fails_on_hardened(hardened, http_server):
    assert not attack(hardened, http_server)

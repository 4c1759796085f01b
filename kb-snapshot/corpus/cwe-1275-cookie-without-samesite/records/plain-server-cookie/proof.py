import urllib.error
import urllib.request
from http.cookies import SimpleCookie


def sent_by_other_sites(cookie) -> bool:
    """Whether a browser attaches the cookie to a POST that another site's form sends."""
    return cookie["samesite"].lower() == "none" and bool(cookie["secure"])


def post(address, data=b"", cookie=""):
    request = urllib.request.Request(address, data=data, headers={"Cookie": cookie} if cookie else {})
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.status, answer.headers
    except urllib.error.HTTPError as error:
        return error.code, error.headers


def device(module, http_server):
    own = {"password": "tulip", "sessions": set(), "reboots": []}
    handler = type("Handler", (module.DeviceHandler,), own)
    base = http_server(handler)
    _, headers = post(f"{base}/login", b"password=tulip")
    return handler, base, SimpleCookie(headers["Set-Cookie"])["sid"]


def attack(module, http_server) -> bool:
    handler, base, cookie = device(module, http_server)
    post(f"{base}/reboot", cookie=f"sid={cookie.value}" if sent_by_other_sites(cookie) else "")
    return handler.reboots == ["/reboot"]


def test_honest_input(program, http_server):
    handler, base, cookie = device(program, http_server)
    assert post(f"{base}/login", b"password=x")[0] == 403
    assert post(f"{base}/reboot", cookie=f"sid={cookie.value}")[0] == 200
    assert handler.reboots == ["/reboot"]


def test_attack_succeeds_on_vulnerable(vulnerable, http_server):
    assert attack(vulnerable, http_server)


def test_attack_fails_on_hardened(hardened, http_server):
    assert not attack(hardened, http_server)

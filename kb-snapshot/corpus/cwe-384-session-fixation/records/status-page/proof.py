import urllib.error
import urllib.request


def ask(address, cookie="", method="GET"):
    request = urllib.request.Request(address, headers={"Cookie": cookie}, method=method)
    try:
        with urllib.request.urlopen(request) as response:
            return response.status, response.headers.get("Set-Cookie", "").split(";")[0]
    except urllib.error.HTTPError as error:
        error.close()
        return error.code, ""


def attack(module, url) -> bool:
    """The operator logs in through a bookmark that the attacker prepared."""
    ask(url + "/?name=ada&code=4711&sid=mallory", method="POST")
    return ask(url, "sid=mallory")[0] == 200


def test_honest_input(program, http_server):
    url = http_server(program.StatusPage)
    status, cookie = ask(url + "/?name=ada&code=4711", method="POST")
    assert status == 200
    assert ask(url, cookie)[0] == 200
    assert ask(url, "sid=abc")[0] == 401
    assert ask(url + "/?name=ada&code=1", method="POST")[0] == 403


def test_attack_succeeds_on_vulnerable(vulnerable, http_server):
    assert attack(vulnerable, http_server(vulnerable.StatusPage))


def test_attack_fails_on_hardened(hardened, http_server):
    assert not attack(hardened, http_server(hardened.StatusPage))

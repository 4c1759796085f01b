import ipaddress
import urllib.error
import urllib.request

HOUSE = ipaddress.ip_network("192.168.10.0/24")
LOOPBACK = ipaddress.ip_network("127.0.0.0/8")


def ask(module, url, trusted, **headers):
    module.TRUSTED = trusted
    module.opened.clear()
    request = urllib.request.Request(url, b'{"door": "garage"}', headers, method="POST")
    try:
        urllib.request.urlopen(request).close()
    except urllib.error.HTTPError as error:
        error.close()
    return module.opened


def attack(module, url) -> bool:
    return ask(module, url, HOUSE, **{"X-Forwarded-For": "192.168.10.2"}) == ["garage"]


def test_honest_input(program, http_server):
    url = http_server(program.DoorController)
    assert ask(program, url, LOOPBACK) == ["garage"]
    assert ask(program, url, HOUSE) == []


def test_attack_succeeds_on_vulnerable(vulnerable, http_server):
    assert attack(vulnerable, http_server(vulnerable.DoorController))


def test_attack_fails_on_hardened(hardened, http_server):
    assert not attack(hardened, http_server(hardened.DoorController))

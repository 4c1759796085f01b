from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen


def answering(text):
    def app(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [text.encode()]

    return app


def ask(module, http_server, host):
    module.DEFAULT = urlsplit(http_server(answering("up 12 days"))).netloc
    module.MACHINES = {module.DEFAULT}
    dashboard = http_server(module.StatusHandler)
    with urlopen(f"{dashboard}/?host={host or module.DEFAULT}", timeout=5) as answer:
        return answer.read().decode()


def attack(module, http_server) -> bool:
    internal = urlsplit(http_server(answering("replication password: hunter2"))).netloc
    try:
        return "hunter2" in ask(module, http_server, internal)
    except HTTPError:
        return False


def test_honest_input(program, http_server):
    assert ask(program, http_server, None) == "up 12 days"


def test_attack_succeeds_on_vulnerable(vulnerable, http_server):
    assert attack(vulnerable, http_server)


def test_attack_fails_on_hardened(hardened, http_server):
    assert not attack(hardened, http_server)

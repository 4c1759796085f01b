import json
from urllib.parse import urlsplit


def server(answers):
    def app(environ, start_response):
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps(answers.get(environ["PATH_INFO"], {})).encode()]

    return app


def cluster(module, http_server):
    address = urlsplit(http_server(server({"/health": {"ready": True}})))
    module.PORT = address.port
    module.NODES = {address.hostname}
    return address.hostname


def attack(module, http_server) -> bool:
    cluster(module, http_server)
    internal = urlsplit(http_server(server({"/keys": {"key": "hunter2"}}))).netloc
    try:
        return module.node_health(f"{internal}/keys?") == {"key": "hunter2"}
    except ValueError:
        return False


def test_honest_input(program, http_server):
    node = cluster(program, http_server)
    assert program.node_health(node) == {"ready": True}
    assert program.ready([node]) == [node]


def test_attack_succeeds_on_vulnerable(vulnerable, http_server):
    assert attack(vulnerable, http_server)


def test_attack_fails_on_hardened(hardened, http_server):
    assert not attack(hardened, http_server)

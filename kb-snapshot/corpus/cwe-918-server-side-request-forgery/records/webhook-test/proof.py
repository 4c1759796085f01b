import json
from urllib.parse import urlsplit

from fastapi.testclient import TestClient


def hook(environ, start_response):
    event = json.loads(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
    start_response("202 Accepted", [("Content-Type", "text/plain")])
    return [f"got {event['type']}".encode()]


def metadata(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"secret-access-key"]


def ask(module, http_server, path="/hook", callback=None):
    honest = http_server(hook)
    module.REGISTERED_HOSTS = {urlsplit(honest).netloc}
    return TestClient(module.app).post("/webhooks/test", json={"callback": callback or honest + path})


def attack(module, http_server) -> bool:
    internal = http_server(metadata)
    return "secret-access-key" in ask(module, http_server, callback=internal + "/latest/meta-data").text


def test_honest_input(program, http_server):
    assert ask(program, http_server).json() == {"status": 202, "body": "got ping"}


def test_attack_succeeds_on_vulnerable(vulnerable, http_server):
    assert attack(vulnerable, http_server)


def test_attack_fails_on_hardened(hardened, http_server):
    assert not attack(hardened, http_server)

import ast
import base64
import inspect
import json
from http.server import BaseHTTPRequestHandler

import pytest
import requests


def service(password):
    levels = {"chair": 4}

    class Stock(BaseHTTPRequestHandler):
        def reply(self):
            wanted = "Basic " + base64.b64encode(f"warehouse:{password}".encode()).decode()
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            article = self.path.rsplit("/", 1)[-1]
            granted = self.headers.get("Authorization") == wanted
            if granted and body:
                levels[article] += json.loads(body)["amount"]
            self.send_response(200 if granted else 401)
            self.end_headers()
            if granted:
                self.wfile.write(json.dumps({"level": levels[article]}).encode())

        do_GET = do_POST = reply

        def log_message(self, *_):
            pass

    return Stock


def deployed(module, http_server, monkeypatch):
    """The service as it has been set up for this version: with the password that the client will use."""
    monkeypatch.setenv("STOCK_PASSWORD", "drawn-at-installation")
    client = module.StockClient("http://127.0.0.1")
    client.base = http_server(service(client.session.auth.password))
    return client


def test_honest_input(program, http_server, monkeypatch):
    client = deployed(program, http_server, monkeypatch)
    assert client.level("chair") == 4
    assert client.book("chair", 3) == 7
    with pytest.raises(requests.HTTPError):
        client.session.auth = ("warehouse", "other")
        client.level("chair")


def attack(module, http_server, monkeypatch) -> bool:
    """Somebody who found the source tries every text in it on the service."""
    base = deployed(module, http_server, monkeypatch).base
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isascii():
            pair = ("warehouse", node.value)
            answer = requests.post(f"{base}/articles/chair", json={"amount": -4}, auth=pair)
            if answer.status_code == 200:
                return answer.json()["level"] == 0
    return False


def test_attack_succeeds_on_vulnerable(vulnerable, http_server, monkeypatch):
    assert attack(vulnerable, http_server, monkeypatch)


def test_attack_fails_on_hardened(hardened, http_server, monkeypatch):
    assert not attack(hardened, http_server, monkeypatch)

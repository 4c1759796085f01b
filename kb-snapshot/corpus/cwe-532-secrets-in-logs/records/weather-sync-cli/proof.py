import json
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler

KEY = "wk-5d20e7b1c9"


class Service(BaseHTTPRequestHandler):
    def do_GET(self):
        known = self.headers.get("X-Api-Key") == KEY
        self.send_response(200 if known else 403)
        self.end_headers()
        self.wfile.write(b"[11.5, 12.0]" if known else b"[]")

    def log_message(self, *_):
        pass


def sync(module, tmp_path, server):
    (tmp_path / "settings.json").write_text(json.dumps({"server": server, "key": KEY}))
    return module.main([str(tmp_path / "settings.json"), str(tmp_path / "readings.json")])


def test_honest_input(program, tmp_path, http_server, capsys):
    server = http_server(Service)
    assert sync(program, tmp_path, server) == 0
    assert json.loads((tmp_path / "readings.json").read_text()) == [11.5, 12.0]
    output = capsys.readouterr().out
    assert server in output and "2 readings stored" in output


def attack(module, tmp_path, http_server, capsys) -> bool:
    """A reader of the job's output tries each word of it as the key."""
    server = http_server(Service)
    sync(module, tmp_path, server)
    for word in capsys.readouterr().out.split():
        request = urllib.request.Request(f"{server}/readings", headers={"X-Api-Key": word})
        try:
            with urllib.request.urlopen(request, timeout=5):
                return True
        except urllib.error.HTTPError:
            continue
    return False


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path, http_server, capsys):
    assert attack(vulnerable, tmp_path, http_server, capsys)


def test_attack_fails_on_hardened(hardened, tmp_path, http_server, capsys):
    assert not attack(hardened, tmp_path, http_server, capsys)

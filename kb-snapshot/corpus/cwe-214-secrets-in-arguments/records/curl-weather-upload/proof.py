import os
import shutil
import stat
import sys
from pathlib import Path


def tool(folder, name, body):
    """A program for PATH that first writes down what every user can see of its process."""
    path = folder / name
    path.write_text(
        f"#!{sys.executable}\n"
        "import os, sys\n"
        "seen = open(f'/proc/{os.getpid()}/cmdline').read()\n"
        f"open({str(folder / 'seen')!r}, 'a').write(seen)\n" + body
    )
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    os.environ["PATH"] = f"{folder}{os.pathsep}{os.environ['PATH']}"

import base64
from http.server import BaseHTTPRequestHandler

import pytest

REAL = shutil.which("curl")
pytestmark = pytest.mark.skipif(REAL is None, reason="curl is not installed")


@pytest.fixture(autouse=True)
def curl(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", os.environ["PATH"])
    tool(tmp_path, "curl", f"os.execv({REAL!r}, [{REAL!r}, *sys.argv[1:]])\n")


class Service(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_PUT(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        login = base64.b64encode(b"station:wet-socks").decode()
        is_right = self.headers.get("Authorization") == f"Basic {login}"
        answer = b"%d bytes" % len(body)
        self.send_response(200 if is_right else 401)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


def upload(module, tmp_path, http_server):
    (tmp_path / "day.csv").write_text("12:00,18.4\n")
    return module.upload(str(tmp_path / "day.csv"), http_server(Service) + "/day.csv", "station", "wet-socks")


def attack(module, tmp_path, http_server) -> bool:
    """Another user looks at the list of processes at the moment of the start."""
    upload(module, tmp_path, http_server)
    return "wet-socks" in (tmp_path / "seen").read_text()


def test_honest_input(program, tmp_path, http_server):
    assert upload(program, tmp_path, http_server) == "11 bytes"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path, http_server):
    assert attack(vulnerable, tmp_path, http_server)


def test_attack_fails_on_hardened(hardened, tmp_path, http_server):
    assert not attack(hardened, tmp_path, http_server)

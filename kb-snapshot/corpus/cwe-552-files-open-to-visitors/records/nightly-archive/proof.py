import urllib.error
import urllib.request
from datetime import date
from http.server import SimpleHTTPRequestHandler

import pytest


@pytest.fixture(autouse=True)
def site(tmp_path, monkeypatch):
    for name in ("data", "static", "private"):
        (tmp_path / name).mkdir()
    (tmp_path / "data" / "members.csv").write_text("Ada;12 Mill Lane")
    monkeypatch.chdir(tmp_path)


class Web(SimpleHTTPRequestHandler):
    """The site's web server: it hands out the folder static."""

    def __init__(self, *args):
        super().__init__(*args, directory="static")

    def log_message(self, *_):
        pass


def attack(module, tmp_path, http_server) -> bool:
    """Tries names of backups with yesterday's and today's date."""
    module.run(tmp_path)
    try:
        address = f"{http_server(Web)}/backup-{date.today().isoformat()}.zip"
        with urllib.request.urlopen(address, timeout=2) as answer:
            return answer.read(2) == b"PK"
    except urllib.error.HTTPError:
        return False


def test_honest_input(program, tmp_path):
    packed = program.run(tmp_path)
    assert packed.read_bytes()[:2] == b"PK"
    for day in range(1, 10):
        packed.with_name(f"backup-2001-01-0{day}.zip").write_bytes(b"PK")
    assert len(program.clean(packed.parent)) == 3
    assert not (tmp_path / "work").exists()


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path, http_server):
    assert attack(vulnerable, tmp_path, http_server)


def test_attack_fails_on_hardened(hardened, tmp_path, http_server):
    assert not attack(hardened, tmp_path, http_server)

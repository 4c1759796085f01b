import shutil

import pytest
from fastapi.testclient import TestClient

pytestmark = pytest.mark.skipif(shutil.which("ssh") is None, reason="the ssh client is not installed")


def ask(module, host):
    return TestClient(module.app).get("/uptime", params={"host": host}).json()


def attack(module, tmp_path) -> bool:
    trace = tmp_path / "trace"
    ask(module, f"-oProxyCommand=touch {trace}")
    return trace.exists()


def test_honest_input(program, tmp_path):
    assert ask(program, "127.0.0.1") == {"host": "127.0.0.1", "state": "down"}


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

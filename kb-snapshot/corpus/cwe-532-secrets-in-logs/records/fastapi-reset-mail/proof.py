import logging
import re

from fastapi.testclient import TestClient

KIM = "kim@example.org"


def test_honest_input(program, caplog):
    client = TestClient(program.app)
    with caplog.at_level(logging.INFO):
        client.post("/forgotten", params={"email": KIM})
    assert KIM in caplog.text
    token = program.OUTBOX[-1][1].partition("token=")[2]
    assert client.post("/reset", params={"token": token, "password": "new"}).json() == {"changed": True}
    assert program.PASSWORDS[KIM] == "new"
    assert client.post("/reset", params={"token": token, "password": "x"}).status_code == 403


def attack(module, caplog) -> bool:
    """Somebody who can read the log asks for Kim's link and tries every word that then stands there."""
    client = TestClient(module.app)
    with caplog.at_level(logging.INFO):
        client.post("/forgotten", params={"email": KIM})
    for word in re.findall(r"[\w-]{20,}", caplog.text):
        client.post("/reset", params={"token": word, "password": "taken"})
    return module.PASSWORDS[KIM] == "taken"


def test_attack_succeeds_on_vulnerable(vulnerable, caplog):
    assert attack(vulnerable, caplog)


def test_attack_fails_on_hardened(hardened, caplog):
    assert not attack(hardened, caplog)

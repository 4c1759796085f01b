import json
import sys

from fastapi.testclient import TestClient

# Reads the recipients from the headers, as sendmail -t does.
TRANSPORT = """
import json, sys
from email import message_from_file
from email.utils import getaddresses
mail = message_from_file(sys.stdin)
fields = mail.get_all("To", []) + mail.get_all("Cc", []) + mail.get_all("Bcc", [])
with open(sys.argv[1], "w") as outbox:
    json.dump([sorted(address for _, address in getaddresses(fields)), mail.get_payload().strip()], outbox)
"""


def send(module, tmp_path, subject):
    outbox = tmp_path / "outbox.json"
    module.app.state.sendmail = [sys.executable, "-c", TRANSPORT, str(outbox)]
    status = TestClient(module.app).post("/feedback", data={"subject": subject, "text": "nice"}).status_code
    return status, json.loads(outbox.read_text()) if outbox.exists() else None


def attack(module, tmp_path) -> bool:
    status, mail = send(module, tmp_path, "Hi\nBcc: everyone@list.example")
    return mail is not None and "everyone@list.example" in mail[0]


def test_honest_input(program, tmp_path):
    assert send(program, tmp_path, "Thank you") == (200, [["office@club.example"], "nice"])


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

import json
import logging

import django
from django.conf import settings
from django.test import RequestFactory

if not settings.configured:
    settings.configure(DEFAULT_CHARSET="utf-8", ALLOWED_HOSTS=["*"], SECRET_KEY="proof")
    django.setup()


def open_ticket(module, tmp_path, form):
    handler = logging.FileHandler(tmp_path / "tickets.log")
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    module.logger.addHandler(handler)
    module.logger.setLevel(logging.INFO)
    answer = module.TicketView.as_view()(RequestFactory().post("/tickets", form))
    module.logger.removeHandler(handler)
    handler.close()
    return json.loads(answer.content), (tmp_path / "tickets.log").read_text().splitlines()


def test_honest_input(program, tmp_path):
    answer, lines = open_ticket(program, tmp_path, {"subject": "printer jams"})
    assert answer == {"number": 1}
    answer, lines = open_ticket(program, tmp_path, {"subject": "no network", "urgent": "yes"})
    assert answer == {"number": 2}
    assert lines[0].startswith("INFO ticket 1 opened") and "printer jams" in lines[0]
    assert lines[1].startswith("WARNING ticket 2 opened") and "no network" in lines[1]
    listed = program.TicketView.as_view()(RequestFactory().get("/tickets"))
    assert json.loads(listed.content)["tickets"][1] == {"subject": "no network", "urgent": True}


def attack(module, tmp_path) -> bool:
    """One ticket makes the log tell of a second one that nobody opened."""
    _, lines = open_ticket(module, tmp_path, {"subject": "lamp\nWARNING ticket 7 opened: fire in room 3"})
    return any(line.startswith("WARNING ticket 7") for line in lines)


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

import json
import logging
import secrets


def started(module, tmp_path):
    """A gateway that writes its log to a file, as it is set up on the server."""
    key = secrets.token_hex(12)
    settings = tmp_path / "settings.json"
    settings.write_text(json.dumps({"host": "tickets.example", "user": "mail", "api_key": key}))
    handler = logging.FileHandler(tmp_path / "gateway.log")
    module.logger.addHandler(handler)
    module.logger.setLevel(logging.INFO)
    gateway = module.Gateway(settings)
    gateway.start()
    module.logger.removeHandler(handler)
    handler.close()
    return gateway, key, (tmp_path / "gateway.log").read_text()


def test_honest_input(program, tmp_path):
    gateway, key, log = started(program, tmp_path)
    assert "tickets.example starts" in log and "user mail" in log
    sent = []
    assert gateway.forward("printer", lambda *parts: not sent.append(parts))
    headers = {"X-User": "mail", "X-Api-Key": key}
    assert sent == [("https://tickets.example/tickets", {"subject": "printer"}, headers)]


def attack(module, tmp_path) -> bool:
    """Somebody gets the log file, as support and backups do."""
    _, key, log = started(module, tmp_path)
    return key in log


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

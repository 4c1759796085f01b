import pytest
from cryptography.fernet import Fernet


@pytest.fixture(autouse=True)
def key(monkeypatch):
    monkeypatch.setenv("NOTIFIER_KEY", Fernet.generate_key().decode())


def attack(module, tmp_path) -> bool:
    """Finds the file in a synchronised home folder."""
    module.AccountFile(tmp_path / "notifier.ini").save("imap.example.org", "ada", "pigeon%post")
    return "pigeon%post" in (tmp_path / "notifier.ini").read_text()


def test_honest_input(program, tmp_path):
    account = program.AccountFile(tmp_path / "notifier.ini")
    account.save("imap.example.org", "ada", "pigeon%post")
    assert account.load() == ("imap.example.org", "ada", "pigeon%post")


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

import django
import pytest
from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404
from django.test import RequestFactory

if not settings.configured:
    settings.configure(ALLOWED_HOSTS=["*"], SECRET_KEY="for tests")
    django.setup()


def ask(module, tmp_path, file):
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "orders.csv").write_text("id,total\n1,12\n")
    (tmp_path / "settings.py").write_text("SECRET_KEY = 'abc'")
    module.EXPORTS = str(folder)
    response = module.export(RequestFactory().get("/export", {"file": file}))
    try:
        return b"".join(response.streaming_content)
    finally:
        response.close()


def attack(module, tmp_path) -> bool:
    try:
        return b"SECRET_KEY" in ask(module, tmp_path, "../settings.py")
    except SuspiciousFileOperation:
        return False


def test_honest_input(program, tmp_path):
    assert ask(program, tmp_path, "orders.csv") == b"id,total\n1,12\n"


def test_unknown_export(program, tmp_path):
    with pytest.raises(Http404):
        ask(program, tmp_path, "none.csv")


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

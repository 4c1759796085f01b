import gzip
import json
import tracemalloc

import django
from django.conf import settings

if not settings.configured:
    settings.configure(ALLOWED_HOSTS=["*"], SECRET_KEY="x", DEFAULT_CHARSET="utf-8")
    django.setup()

from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.test import RequestFactory  # noqa: E402

SIZE = 90_000_000


def upload(module, data):
    log = SimpleUploadedFile("device.log.gz", data)
    return module.upload_log(RequestFactory().post("/logs", {"log": log}))


def attack(module, tmp_path) -> bool:
    """An upload of 90 kilobytes makes the program hold 90 megabytes."""
    bomb = gzip.compress(bytes(SIZE))
    assert len(bomb) < 100_000
    tracemalloc.start()
    upload(module, bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak > SIZE * 0.9


def test_honest_input(program, tmp_path):
    log = b"10:00 INFO start\n10:01 ERROR disk\n10:02 INFO stop\n"
    answer = upload(program, gzip.compress(log))
    assert json.loads(answer.content) == {"lines": 3, "errors": 1}
    assert upload(program, b"plain text").status_code == 400


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

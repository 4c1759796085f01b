import json

import django
import pytest
from django.conf import settings

if not settings.configured:
    settings.configure(ALLOWED_HOSTS=["*"], SECRET_KEY="x", DEFAULT_CHARSET="utf-8")
    django.setup()

from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.test import RequestFactory  # noqa: E402

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def upload(module, tmp_path, name, content):
    module.MEDIA = str(tmp_path)
    document = SimpleUploadedFile(name, content)
    return module.upload_document(RequestFactory().post("/documents", {"document": document}))


def attack(module, tmp_path, name) -> bool:
    try:
        response = upload(module, tmp_path, name, DRAWING)
    except ValueError:
        return False
    return response.status_code == 201 and (tmp_path / name.lower()).read_bytes() == DRAWING


def test_honest_input(program, tmp_path):
    response = upload(program, tmp_path, "Photo.PNG", b"\x89PNG picture")
    assert response.status_code == 201
    assert json.loads(response.content) == {"url": "/media/photo.png", "size": 12}
    assert (tmp_path / "photo.png").read_bytes() == b"\x89PNG picture"
    missing = program.upload_document(RequestFactory().post("/documents"))
    assert missing.status_code == 400


@pytest.mark.parametrize("name", ["cv.svg", "cv.html"])
def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path, name):
    assert attack(vulnerable, tmp_path, name)


@pytest.mark.parametrize("name", ["cv.svg", "cv.html"])
def test_attack_fails_on_hardened(hardened, tmp_path, name):
    assert not attack(hardened, tmp_path, name)

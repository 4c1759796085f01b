import django
from django.conf import settings

if not settings.configured:
    settings.configure(SECRET_KEY="for tests", ALLOWED_HOSTS=["*"])
django.setup()

from django.middleware.clickjacking import XFrameOptionsMiddleware  # noqa: E402
from django.test import RequestFactory, override_settings  # noqa: E402


def may_be_framed(headers) -> bool:
    """What a browser decides for a page of another site that shows this one in a frame."""
    policies = [part.split() for part in headers.get("Content-Security-Policy", "").lower().split(";")]
    for policy in policies:
        if policy[:1] == ["frame-ancestors"]:
            return any(source == "*" or source in ("http:", "https:") for source in policy[1:])
    return headers.get("X-Frame-Options", "").strip().upper() not in ("DENY", "SAMEORIGIN")


def page(module, plan):
    with override_settings(X_FRAME_OPTIONS="DENY", DEFAULT_CHARSET="utf-8"):
        return XFrameOptionsMiddleware(module.order_page)(RequestFactory().get("/order", {"plan": plan}))


def attack(module, tmp_path) -> bool:
    answer = page(module, "premium")
    return b"Order premium" in answer.content and may_be_framed(answer.headers)


def test_honest_input(program, tmp_path):
    assert b"Order basic for 2.00" in page(program, "basic").content
    assert page(program, "gold").status_code == 404


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

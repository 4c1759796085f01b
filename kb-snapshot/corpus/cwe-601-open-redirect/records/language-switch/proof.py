from urllib.parse import urljoin, urlsplit

from django.conf import settings

if not settings.configured:
    settings.configure()
settings.ALLOWED_HOSTS = ["testserver"]

from django.test import RequestFactory  # noqa: E402


def switch(module, **query):
    return module.switch_language(RequestFactory().get("/language", query))


def attack(module, tmp_path) -> bool:
    for target in ["https://evil.example/", "//evil.example/"]:
        try:
            location = switch(module, lang="de", back=target)["Location"]
        except Exception:
            continue
        if urlsplit(urljoin("http://testserver/", location)).hostname == "evil.example":
            return True
    return False


def test_honest_input(program, tmp_path):
    answer = switch(program, lang="de", back="/rooms/4")
    assert answer.status_code == 302
    assert answer["Location"] == "/rooms/4"
    assert answer.cookies["language"].value == "de"
    assert switch(program, lang="xx").status_code == 400


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

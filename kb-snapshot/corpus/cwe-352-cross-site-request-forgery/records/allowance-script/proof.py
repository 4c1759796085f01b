import django
from django.conf import settings

if not settings.configured:
    settings.configure()
settings.ALLOWED_HOSTS = ["testserver"]
django.setup()

from django.middleware.csrf import CsrfViewMiddleware, get_token  # noqa: E402
from django.test import RequestFactory  # noqa: E402


def post(view, fields, own_page, **headers):
    """A form from this site's own page, with its token, or from a page elsewhere, without one."""
    factory = RequestFactory()
    factory.cookies["login"] = "l-ada"
    if own_page:
        page = factory.get("/form")
        token = get_token(page)
        factory.cookies["csrftoken"] = page.META["CSRF_COOKIE"]
        headers["HTTP_X_CSRFTOKEN"] = token
    else:
        headers["HTTP_ORIGIN"] = "https://evil.example"
    request = factory.post("/form", fields, **headers)
    check = CsrfViewMiddleware(view)
    check.process_request(request)
    return check.process_view(request, view, (), {}) or view(request)


def attack(module, tmp_path) -> bool:
    post(module.set_allowance, {"child": "kim", "amount": "50"}, own_page=False)
    return module.allowance["kim"] == 50


def test_honest_input(program, tmp_path):
    assert post(program.set_allowance, {"child": "lee", "amount": "9"}, own_page=True).status_code == 200
    assert program.allowance["lee"] == 9
    assert post(program.set_allowance, {"child": "lee", "amount": "x"}, own_page=True).status_code == 400


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

import json
import re

import pytest
from django.conf import UserSettingsHolder, global_settings, settings
from django.test import RequestFactory

PINS = {"1001": "4711"}


@pytest.fixture(autouse=True)
def site():
    before = object.__getattribute__(settings, "__dict__")["_wrapped"]
    settings._wrapped = UserSettingsHolder(global_settings)
    settings.SECRET_KEY = "only for the proof, and long enough for it"
    yield
    settings._wrapped = before


def page(module):
    return module.BookingPage(lambda card, pin: PINS.get(card) == pin and bool(pin))


def sign_in(page, card, pin):
    answer = page.sign_in(RequestFactory().post("/sign-in", {"card": card, "pin": pin}))
    return answer.status_code, {name: morsel.value for name, morsel in answer.cookies.items()}


def book(page, cookies, hour):
    request = RequestFactory().post("/book", {"hour": hour})
    request.COOKIES.update(cookies)
    answer = page.book(request)
    return answer.status_code, json.loads(answer.content)


def attack(module, tmp_path) -> bool:
    """Somebody with a copy of the browser's cookies wants the PIN, which opens the lockers as well."""
    _, cookies = sign_in(page(module), "1001", "4711")
    numbers = [number for value in cookies.values() for number in re.findall(r"^\d{4}\b", value)]
    return PINS["1001"] in numbers


def test_honest_input(program, tmp_path):
    here = page(program)
    status, cookies = sign_in(here, "1001", "4711")
    assert status == 200
    assert book(here, cookies, "18") == (200, {"booked": ["18"]})
    assert book(here, cookies, "19") == (200, {"booked": ["18", "19"]})
    assert book(here, {}, "20")[0] == 403
    assert sign_in(here, "1001", "0000") == (403, {})


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

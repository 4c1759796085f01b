import json

import pytest
from django.conf import UserSettingsHolder, global_settings, settings
from django.test import RequestFactory

IBAN = "DE02120300000000202051"


@pytest.fixture(autouse=True)
def django_settings():
    before = object.__getattribute__(settings, "__dict__")["_wrapped"]
    settings._wrapped = UserSettingsHolder(global_settings)
    yield
    settings._wrapped = before


def show(module, number):
    customer = module.Customer("Ada", "Ulm", IBAN)
    customer.staff_notes.append("pays late")
    module.customers.add(12, customer)
    return module.customer_view(RequestFactory().get(f"/customers/{number}"), number)


def attack(module, tmp_path) -> bool:
    """Looks at the answer instead of the page."""
    answer = show(module, 12).content.decode()
    return IBAN in answer and "pays late" in answer


def test_honest_input(program, tmp_path):
    answer = json.loads(show(program, 12).content)
    assert (answer["name"], answer["town"]) == ("Ada", "Ulm")
    assert show(program, 13).status_code == 404


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

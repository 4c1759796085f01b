import uuid

import pytest
from django.db import connections


@pytest.fixture
def shop(tmp_path):
    """The alias of a database of its own."""
    alias = "voucher_" + uuid.uuid4().hex
    base = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(tmp_path / "shop.db")}
    connections.databases[alias] = connections.configure_settings({"default": {}, alias: base})[alias]
    yield alias
    connections[alias].close()
    del connections.databases[alias]


def fill(module, alias):
    with connections[alias].schema_editor() as editor:
        editor.create_model(module.Voucher)
    module.Voucher.objects.using(alias).create(code="SPRING", cents=500)


def attack(module, shop) -> bool:
    """The second request comes while the first one is paying out."""
    fill(module, shop)
    paid = []

    def pay_out(cents):
        paid.append(cents)
        if len(paid) == 1:
            module.redeem("SPRING", pay_out, shop)

    module.redeem("SPRING", pay_out, shop)
    return len(paid) == 2


def test_honest_input(program, shop):
    fill(program, shop)
    paid = []
    assert program.redeem("SPRING", paid.append, shop)
    assert not program.redeem("SPRING", paid.append, shop)
    assert paid == [500]


def test_attack_succeeds_on_vulnerable(vulnerable, shop):
    assert attack(vulnerable, shop)


def test_attack_fails_on_hardened(hardened, shop):
    assert not attack(hardened, shop)

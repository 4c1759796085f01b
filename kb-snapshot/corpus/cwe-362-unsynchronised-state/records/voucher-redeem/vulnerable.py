"""Vouchers of the shop."""

import django
from django.conf import settings

if not settings.configured:
    settings.configure(INSTALLED_APPS=[], USE_TZ=True)
    django.setup()

from django.db import models


class Voucher(models.Model):
    code = models.CharField(max_length=20, primary_key=True)
    cents = models.IntegerField()
    used = models.BooleanField(default=False)

    class Meta:
        app_label = __name__
        db_table = "voucher"


def redeem(code, pay_out, using):
    voucher = Voucher.objects.using(using).get(code=code)
    if voucher.used:
        return False
    pay_out(voucher.cents)
    voucher.used = True
    voucher.save(using=using)
    return True

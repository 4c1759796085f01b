"""Opening hours of the library, as a Django site in one file."""

import secrets

import django
from django.conf import settings
from django.http import JsonResponse
from django.urls import path

HOURS = {"monday": "10-18", "tuesday": "10-18", "saturday": "10-14"}


def configure() -> None:
    settings.configure(
        DEBUG=True,
        SECRET_KEY=secrets.token_hex(32),
        ALLOWED_HOSTS=["testserver", "library.example"],
        ROOT_URLCONF=__name__,
        MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
    )
    django.setup()


def hours(request, day):
    backup_host = "files-2.internal.example"
    return JsonResponse({"day": day, "hours": HOURS[day], "source": len(backup_host)})


urlpatterns = [path("hours/<str:day>", hours)]

"""The members' site in one file. nginx stands in front of it and hands on ports 80 and 443."""

import os

from django.http import HttpResponse
from django.urls import path

ALLOWED_HOSTS = ["members.example"]
ROOT_URLCONF = __name__
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
]

SECRET_KEY = os.environ.get("MEMBERS_KEY", "")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SECURE_CONTENT_TYPE_NOSNIFF = True


def login_page(request):
    return HttpResponse(
        '<form method="post"><input name="member"><input name="password" type="password">'
        "<button>Log in</button></form>"
    )


urlpatterns = [path("login", login_page)]

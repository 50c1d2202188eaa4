"""The yardstick: a Django view with ordinary middleware that answers bytes it was given, and nothing else."""

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

if not settings.configured:
    settings.configure(
        SECRET_KEY="only-for-the-benchmark",
        ALLOWED_HOSTS=["127.0.0.1", "testserver"],
        ROOT_URLCONF=__name__,
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
        MESSAGE_STORAGE="django.contrib.messages.storage.cookie.CookieStorage",
        SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
    )
    django.setup()

BODIES = Path(os.environ["BARE_BODIES"]) if "BARE_BODIES" in os.environ else None
KEPT: dict[str, bytes] = {}


def answer(request: HttpRequest, name: str) -> HttpResponse:
    if name not in KEPT:
        KEPT[name] = (BODIES / name).read_bytes()
    return HttpResponse(KEPT[name])


urlpatterns = [path("<str:name>", answer)]
application = get_wsgi_application()

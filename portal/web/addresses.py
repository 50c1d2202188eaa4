"""Absolute addresses, from the configured origin and never from a request."""

import re
from functools import lru_cache
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from portal.web.language import CHINESE

API_ROOT = "/api/v1/"
PLAIN = re.compile(r"[a-z0-9/-]+")


def absolute(path: str) -> str:
    return f"{settings.SITE_ORIGIN}{path}"


def below(key: str) -> str:
    """Return a key as the last part of an address; a key of several parts keeps its slashes."""
    return f"{key if PLAIN.fullmatch(key) else quote(key)}/"


def api_list(resource: str) -> str:
    """Return the address of a resource's list in the API."""
    return absolute(f"{API_ROOT}{resource}/")


def api_object(resource: str, key: object) -> str:
    """Return the address of one object in the API."""
    return api_list(resource) + below(str(key))


@lru_cache
def page_list(name: str) -> str:
    """Return the address of a list page."""
    # Without a prefix: the Chinese page is the one that both languages are alternates of.
    with translation.override(CHINESE):
        return absolute(reverse(name))


def page_below(name: str, key: object) -> str:
    """Return the address of the page of one thing, below the list page called ``name``."""
    return page_list(name) + below(str(key))

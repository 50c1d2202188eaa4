"""What the frame of every page needs from the request. Nothing here asks the database before it is shown."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest
from django.utils.encoding import escape_uri_path
from django.utils.functional import SimpleLazyObject

from initiatives import catalogue
from portal.web.language import is_english, twin_paths


def _query(request: HttpRequest) -> str:
    """The query, re-encoded, with its question mark; empty where it is too large to read."""
    try:
        query = request.GET.urlencode()
    except (TooManyFieldsSent, RequestDataTooBig):
        return ""
    return f"?{query}" if query else ""


def site(request: HttpRequest) -> dict[str, Any]:
    """Addresses of this page in both languages, the part of the site it is in, and what is collected."""
    zh, en = (escape_uri_path(path) for path in twin_paths(request.path))
    return {
        "origin": settings.SITE_ORIGIN,
        "path": en if is_english() else zh,
        "path_zh": zh,
        "path_en": en,
        "other_url": (zh if is_english() else en) + _query(request),
        "nav": zh.split("/")[1],
        "coverage": SimpleLazyObject(lambda: catalogue.current().reports),
    }

"""Two languages, told apart by the path alone: Chinese at ``/…``, English at ``/en/…``.

Neither cookies nor Accept-Language are read, so a page varies on nothing but its address.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from portal.web.paths import is_api

CHINESE, ENGLISH = "zh-hans", "en"
ENGLISH_PREFIX = "/en"

View = Callable[[HttpRequest], HttpResponse]


def is_english() -> bool:
    return translation.get_language() == ENGLISH


def pick(zh: str, en: str) -> str:
    """The one of two texts that fits the page's language."""
    return en if is_english() else zh


def lang_tag() -> str:
    """BCP 47 tag of the page's language."""
    return pick("zh-Hans", "en")


def language_of(path: str) -> str:
    """Return the language of a path. The API speaks English."""
    is_under_prefix = path == ENGLISH_PREFIX or path.startswith(f"{ENGLISH_PREFIX}/")
    return ENGLISH if is_under_prefix or is_api(path) else CHINESE


def twin_paths(path: str) -> tuple[str, str]:
    """The Chinese and the English path of the page at ``path``. What has one language has one path."""
    if language_of(path) == ENGLISH:
        return path.removeprefix(ENGLISH_PREFIX) or "/", path
    return path, ENGLISH_PREFIX + path


def language_from_path(get_response: View) -> View:
    """Middleware: activate the path's language for the length of the request."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with translation.override(language_of(request.path_info)):
            response = get_response(request)
            if response.headers.get("Content-Type", "").startswith("text/html"):
                response.headers.setdefault("Content-Language", lang_tag())
            return response

    return middleware

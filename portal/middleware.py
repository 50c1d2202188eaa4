"""What every request and every answer goes through: the header set, what caches may keep, refusals.

The order is in ``settings.MIDDLEWARE``. The language is not here but in ``portal.web.language``.
"""

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from csp.decorators import csp_update
from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.web.language import pick
from portal.web.paths import is_api
from portal.web.problem_details import (
    MALFORMED_REQUEST,
    METHOD_NOT_ALLOWED,
    QUERY_TOO_LONG,
    ProblemType,
    parameters_refused,
    problem_answer,
)
from portal.web.problems import BadParameters, Problem
from portal.web.published import is_published

View = Callable[[HttpRequest], HttpResponse]

ADMIN = "/admin/"
LONGEST_QUERY = 8192
OF_PAGES, OF_API, OF_ADMIN = ("GET", "HEAD"), ("GET", "HEAD", "OPTIONS"), ("GET", "HEAD", "POST")
"""The methods each part of the site knows."""

EVERYWHERE = {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
    "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": settings.X_FRAME_OPTIONS,
}
if settings.IS_HTTPS:
    # Set by configuration, not by how this request came: a kept answer goes out to all callers.
    EVERYWHERE["Strict-Transport-Security"] = (
        f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains; preload"
    )
UNDER_API = EVERYWHERE | {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
UNDER_ADMIN = EVERYWHERE | {"Referrer-Policy": "same-origin"}


def security_headers(get_response: View) -> View:
    """Set the header set of the path's area. The policy for content is django-csp's, outside of this."""
    # Stock admin templates carry an inline <style>.
    admin_response = csp_update({"style-src": ["'unsafe-inline'"]})(get_response)

    def middleware(request: HttpRequest) -> HttpResponse:
        is_admin = request.path_info.startswith(ADMIN)
        response = (admin_response if is_admin else get_response)(request)
        for name, value in header_set(request.path_info).items():
            response[name] = value
        return response

    return middleware


def header_set(path: str) -> dict[str, str]:
    if is_api(path):
        return UNDER_API
    return UNDER_ADMIN if path.startswith(ADMIN) else EVERYWHERE


def private_unless_published(get_response: View) -> View:
    """Let no cache keep an error, an unmarked answer or anything said to a known caller."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code >= 400:
            response["Cache-Control"] = "no-store"
        elif request.path_info.startswith(settings.STATIC_URL):
            return response
        elif not is_published(response) or is_personal(request):
            response["Cache-Control"] = "private, no-store"
        return response

    return middleware


def is_personal(request: HttpRequest) -> bool:
    return any(request.headers.get(name) for name in ("Cookie", "Authorization", "X-Api-Key"))


def refuse_bad_input(get_response: View) -> View:
    """Answer what no view can make sense of: foreign methods, NUL, broken UTF-8 and queries of over 8 KB."""

    def middleware(request: HttpRequest) -> HttpResponse:
        # As it was sent: Django reads "get" as GET, which is another method.
        if request.META["REQUEST_METHOD"] not in methods_of(request.path_info):
            return method_refused(request)
        query = request.META["QUERY_STRING"].encode("latin-1", "replace")
        if len(query) > LONGEST_QUERY:
            message = pick("查询部分超过 8192 字节。", "The query is longer than 8192 bytes.")
            return refusal(request, QUERY_TOO_LONG, message)
        if query.count(b"&") >= settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:
            message = pick("查询参数过多。", "There are too many parameters.")
            return refusal(request, MALFORMED_REQUEST, message)
        # Django has put back the escapes of a path's bytes that are not UTF-8.
        if not is_text(unquote_to_bytes(request.path_info)) or not is_text(unquote_to_bytes(query)):
            message = pick("网址含有不是文字的字节。", "The address holds bytes that are not text.")
            return refusal(request, MALFORMED_REQUEST, message)
        return get_response(request)

    return middleware


def is_text(part: bytes) -> bool:
    """Return whether ``part`` is UTF-8 without NUL. Strict UTF-8 has no lone surrogates."""
    try:
        return "\0" not in part.decode()
    except UnicodeDecodeError:
        return False


class AdminOnly:
    """Mixed into a middleware that only the admin needs: elsewhere it costs nothing and can set no cookie."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return (super().__call__ if request.path_info.startswith(ADMIN) else self.get_response)(request)


class AdminSession(AdminOnly, SessionMiddleware):
    pass


class AdminAuthentication(AdminOnly, AuthenticationMiddleware):
    pass


class AdminMessages(AdminOnly, MessageMiddleware):
    pass


class ExplainBadParameters:
    """Turn BadParameters that a view raised into the answer that names every one of them."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, BadParameters):
            return None
        if is_api(request.path_info):
            return parameters_refused(request, exception.problems)
        return render(request, "400.html", {"problems": exception.problems}, status=400)


def refusal(request: HttpRequest, kind: ProblemType, message: str) -> HttpResponse:
    """Return the page or, under /api/, the problem details that say why the whole address is refused."""
    if is_api(request.path_info):
        return problem_answer(request, kind, message)
    context = {"problems": [Problem("?", message)], "status": kind.status}
    return render(request, "400.html", context, status=kind.status)


def methods_of(path: str) -> tuple[str, ...]:
    if is_api(path):
        return OF_API
    return OF_ADMIN if path.startswith(ADMIN) else OF_PAGES


def method_refused(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(status=405)
    if is_api(request.path_info):
        detail = f"{request.method} is not possible here: the API is read-only."
        response = problem_answer(request, METHOD_NOT_ALLOWED, detail)
    response["Allow"] = ", ".join(methods_of(request.path_info))
    return response

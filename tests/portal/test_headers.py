"""The header set, what caches may keep, and the refusal of input no view can read, through all middleware."""

import pytest
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client, RequestFactory

from portal import middleware
from portal.web.problems import BadParameters, Problem
from portal.web.published import MARK

pytestmark = pytest.mark.django_db

PAGES = ["/", "/en/", "/districts/", "/about/", "/api/docs/"]
ERRORS = [
    "/nothing-here/",
    "/en/nothing-here/",
    "/districts/nowhere/",
    "/%00/",
    "/%ff/",
]
OTHERS = ["/healthz", "/readyz", "/admin/login/", "/districts", "/static/nothing.css"]
API = ["/api/v1/districts/", "/api/v1/districts/nowhere/", "/api/v1/nothing/", "/api/v1/districts/?x=%00"]

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
}


@pytest.fixture
def client():
    # Django's own, which answers 500 as the server would.
    return Client(raise_request_exception=False)


def policy(response):
    return {part.strip() for part in response["Content-Security-Policy"].split(";")}


@pytest.mark.parametrize("path", [*PAGES, *ERRORS, *OTHERS, *API])
def test_header_set_is_on_every_answer(client, path):
    response = client.get(path)
    assert response.headers.items() >= EVERYWHERE.items()
    is_admin, is_api = path.startswith("/admin"), path in API
    assert policy(response) >= (POLICY - {"style-src 'self'"} if is_admin else POLICY)
    assert ("'unsafe-inline'" in response["Content-Security-Policy"]) is is_admin
    assert response["Referrer-Policy"] == ("same-origin" if is_admin else "strict-origin-when-cross-origin")
    assert response["Cross-Origin-Resource-Policy"] == ("cross-origin" if is_api else "same-origin")
    assert response.get("Access-Control-Allow-Origin") == ("*" if is_api else None)


def test_header_set_is_on_an_error_of_ours(client, monkeypatch):
    monkeypatch.setattr("portal.health.engine", lambda: 1 / 0)
    response = client.get("/healthz")
    assert response.status_code == 500
    assert response.headers.items() >= EVERYWHERE.items()
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", PAGES)
def test_public_pages_are_marked_set_no_cookie_and_vary_on_nothing(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert MARK in response
    assert "Cache-Control" not in response
    assert not response.cookies
    assert not response.has_header("Vary")


@pytest.mark.parametrize("header", ["HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_X_API_KEY"])
def test_answer_to_a_known_caller_stays_private(client, header):
    assert client.get("/", **{header: "a=b"})["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("path", ["/admin/login/", "/districts"])
def test_unmarked_answer_stays_private(client, path):
    assert "no-store" in client.get(path)["Cache-Control"]


@pytest.mark.parametrize("path", [*ERRORS, "/static/nothing.css", "/api/v1/nothing/"])
def test_no_cache_keeps_an_error(client, path):
    response = client.get(path)
    assert response.status_code in (400, 404)
    assert response["Cache-Control"] == "no-store"
    assert MARK not in response


def test_static_files_keep_the_caching_they_were_given():
    def static(request):
        return HttpResponse(headers={"Cache-Control": "max-age=315360000, public, immutable"})

    assert finders.find("portal/site.css")
    request = RequestFactory().get("/static/portal/site.css", headers={"Cookie": "a=b"})
    response = middleware.private_unless_published(static)(request)
    assert response["Cache-Control"] == "max-age=315360000, public, immutable"


BAD = ["%00", "%ff", "%ed%a0%80", "%c0%af", "a%00b", "%e4%b8"]


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("place", ["/{}/", "/en/{}/", "/districts/{}/", "/?q={}", "/?{}=1", "/static/{}.css"])
def test_bytes_that_are_not_text_are_refused(client, bad, place):
    response = client.get(place.format(bad))
    assert response.status_code == 400
    html = response.content.decode()
    assert ("holds bytes that are not text" if place.startswith("/en/") else "不是文字的字节") in html


@pytest.mark.parametrize("place", ["/api/v1/{}/", "/api/v1/districts/?q={}"])
def test_under_the_api_the_refusal_is_problem_details(client, place):
    response = client.get(place.format("%ff"))
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == 400


@pytest.mark.parametrize("path", ["/", "/en/initiatives/", "/api/v1/districts/", "/static/portal/site.css"])
@pytest.mark.parametrize("size", [8193, 1_000_000])
def test_query_of_over_8_kilobytes_is_refused(client, path, size):
    response = client.get(path, QUERY_STRING="q=" + "a" * (size - 2))
    assert response.status_code == 414


def test_query_of_too_many_parameters_is_refused(client):
    assert client.get("/", QUERY_STRING="&".join("a" * 1001)).status_code == 400


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", "GET, HEAD"),
        ("/nowhere/", "GET, HEAD"),
        ("/api/v1/districts/", "GET, HEAD, OPTIONS"),
        ("/admin/", "GET, HEAD, POST"),
    ],
)
@pytest.mark.parametrize("method", ["TRACE", "DELETE", "FOO", "get"])
def test_a_method_the_address_does_not_know_is_refused_with_those_it_knows(client, path, allowed, method):
    response = client.generic(method, path)
    assert (response.status_code, response["Allow"]) == (405, allowed)
    assert response["Cache-Control"] == "no-store"


def test_a_form_sent_to_a_public_page_is_refused_as_a_method(client):
    assert client.post("/", {"a": "b"}).status_code == 405


def test_foreign_host_is_refused(client):
    assert client.get("/", HTTP_HOST="evil.test").status_code == 400


@pytest.mark.parametrize(("path", "kind"), [("/", "text/html"), ("/api/v1/", "application/problem+json")])
def test_every_bad_parameter_a_view_found_is_named(path, kind):
    found = BadParameters([Problem("yaer", "没有这个参数。", "year"), Problem("page", "不是数。")])
    request = RequestFactory().get(path)
    response = middleware.ExplainBadParameters(lambda request: None).process_exception(request, found)
    assert response.status_code == 400
    assert response["Content-Type"].startswith(kind)
    for part in ("yaer", "没有这个参数。", "year", "page", "不是数。"):
        assert part in response.content.decode()


def test_other_exceptions_are_not_explained_away():
    explain = middleware.ExplainBadParameters(lambda request: None)
    assert explain.process_exception(RequestFactory().get("/"), ValueError("x")) is None

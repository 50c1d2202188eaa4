"""Odd requests at every public address: each is refused in words, none fails here, nothing is written.

The addresses come from the URL conf: a new one whose arguments are not in ARGUMENTS fails a test.
"""

import pytest
from django.core.signing import Signer
from django.db import connection
from django.urls import URLPattern, get_resolver, reverse
from django.utils import translation

from portal.web.cursors import Position
from portal.web.paths import is_api

pytestmark = pytest.mark.django_db

PRIVATE = {"admin", "healthz", "readyz"}
ARGUMENTS = {
    "districts:detail": {"slug": "xuhui"},
    "districts:year": {"slug": "xuhui", "year": 2023},
    "districts:zone-detail": {"slug": "g60-corridor"},
    "initiatives:report-detail": {"year": 2023},
    "initiatives:section-detail": {"year": 2023, "slug": "xuhui"},
    "initiatives:detail": {"uid": "2023-xuhui-03"},
    "initiatives:theme-detail": {"slug": "digital"},
    "api:initiatives-detail": {"id": "2023-xuhui-03"},
    "api:sections-detail": {"year": 2023, "slug": "xuhui"},
    "api:reports-detail": {"id": 2023},
    "api:districts-detail": {"id": "310104"},
    "api:zones-detail": {"id": "g60-corridor"},
    "api:themes-detail": {"id": "digital"},
}
DIGITS, NINES = "9" * 5_000, "9" * 20
FOREIGN = Position(("updated_at", "uid"), 1, "2023-xuhui-03").encode()
FORGED = Signer(key="another", salt="portal.web.cursors").sign_object(
    [["newest_first", "uid"], 1, "a", False]
)

QUERIES = [
    "x=1",
    "yaer=2023",
    "%00",
    "%00=1",
    "q=%00",
    "year=%00",
    "cursor=%00",
    "q=%ff",
    "%ff=1",
    "q=%ed%b0%80",
    "district=%ed%b0%80",
    f"year={DIGITS}",
    f"month={DIGITS}",
    f"page_size={DIGITS}",
    f"cursor={DIGITS}",
    f"q={DIGITS}",
    f"version={DIGITS}",
    f"{DIGITS}=1",
    f"year={NINES}",
    f"year=2023,{NINES}",
    f"year__gte={NINES}",
    f"page_size={NINES}",
    f"version={NINES}",
    f"id__in={NINES}",
    "year__in=",
    "year__in=2023",
    "start__year=-1",
    "n__range=1,99999999999999999999",
    "year=-1",
    "year=0",
    "year=10000",
    "year=2023.0",
    "year=1e3",
    "year=%EF%BC%92%EF%BC%90%EF%BC%92%EF%BC%93",
    "year__lte=-1",
    "month=13",
    "month=0",
    "version=0",
    "version=-1",
    "version=abc",
    "view=nothing",
    "as_of=0001-01-01T00:00:00%2B14:00",
    "changed__gte=9999-12-31T23:59:59-14:00",
    "cursor=abc",
    "cursor=cD0=",
    f"cursor={FOREIGN}",
    f"cursor={FOREIGN[:-1]}",
    f"cursor={FORGED}",
    "district=nowhere",
    "zone=nowhere",
    "theme=nothing,digital",
    "kind=__class__",
    "status=1%20OR%201=1",
    "qualifier=%27%3B--",
    "counted=maybe",
    "count=maybe",
    "sort=uid%3Bdrop",
    "ordering=?",
    "page_size=0",
    "page_size=-1",
    "page_size=1001",
    "page_size=abc",
    "page_size=5&page_size=6",
    "format=xml",
    "format=../../etc/passwd",
    "limit=99999999999999999999&offset=-1",
    "&".join(f"a{n}=1" for n in range(1_200)),
    "q=" + "a" * 60_000,
    "q=" + "%25" * 350_000,
]
PARTS = [
    "%00",
    "%ff",
    "%ed%b0%80",
    NINES,
    DIGITS,
    "-1",
    "%2e%2e",
    "%3Cscript%3E",
    "nowhere",
    "0",
    "%20",
    "汉",
]
ACCEPTS = [
    "application/xml",
    "text/csv",
    "image/*;q=1",
    ";;;",
    "/",
    "a" * 9_000,
    "text/xml, text/html",
]


def public_routes(resolver=None, namespace=()):
    """Yield the name and the arguments of every public pattern."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            name = ":".join([*namespace, pattern.name or str(pattern.pattern)])
            if name not in PRIVATE:
                yield name, set(pattern.pattern.converters)
        elif pattern.namespace not in PRIVATE:
            inner = (*namespace, pattern.namespace) if pattern.namespace else namespace
            yield from public_routes(pattern, inner)


def addresses(**replaced):
    """Return the address of every public route with its arguments, English pages too."""
    found = []
    for name, _ in public_routes():
        for language in ("zh-hans", "en"):
            with translation.override(language):
                found.append(reverse(name, kwargs=ARGUMENTS.get(name, {}) | replaced.get(name, {})))
    return list(dict.fromkeys(found))


ADDRESSES = addresses()
every_address = pytest.mark.parametrize("address", ADDRESSES)


@pytest.fixture
def ask(client):
    """Ask and check that the answer is a refusal in words, in the shape of its part of the site."""
    client.raise_request_exception = False

    def ask(address, expected, **headers):
        answer = client.get(address, headers=headers)
        shown = address[:200]
        assert answer.status_code in expected, (shown, answer.status_code)
        explains = problem_is_explained if is_api(address) else page_is_explained
        assert explains(answer), shown

    return ask


@pytest.fixture(autouse=True)
def nothing_is_written():
    before = rows()
    yield
    assert rows() == before


def rows():
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        counts = {}
        for table in tables:
            cursor.execute(f'SELECT COUNT(*) FROM "{table}"')
            counts[table] = cursor.fetchone()[0]
        return counts


def problem_is_explained(answer):
    problem = answer.json()
    is_problem = (
        answer["Content-Type"] == "application/problem+json" and problem["status"] == answer.status_code
    )
    return (
        is_problem
        and problem["detail"]
        and problem["type"].startswith("http://testserver/api/docs/#problem-")
    )


def page_is_explained(answer):
    lang = "en" if answer.request["PATH_INFO"].startswith("/en/") else "zh-Hans"
    page = answer.content.decode()
    return f'<html lang="{lang}">' in page and "<h1>" in page and answer["Cache-Control"] == "no-store"


def test_every_route_with_arguments_has_a_case():
    assert {name for name, arguments in public_routes() if arguments} == ARGUMENTS.keys()
    assert all(arguments == ARGUMENTS[name].keys() for name, arguments in public_routes() if arguments)


def test_the_corpus_is_large():
    assert len(ADDRESSES) * len(QUERIES) >= 300


@every_address
def test_the_address_answers_without_a_query(client, address):
    assert client.get(address).status_code == 200


@every_address
def test_odd_queries_are_refused(ask, address):
    for query in QUERIES:
        ask(f"{address}?{query}", {400, 404, 414})


@pytest.mark.parametrize("name", ARGUMENTS)
def test_odd_parts_of_a_path_are_refused(ask, name):
    for language in ("zh-hans", "en"):
        with translation.override(language):
            address = reverse(name, kwargs=ARGUMENTS[name])
        for argument in ARGUMENTS[name].values():
            for part in PARTS:
                ask(address.replace(f"/{argument}/", f"/{part}/"), {400, 404})


@pytest.mark.parametrize("accept", ACCEPTS)
@pytest.mark.parametrize("address", [address for address in ADDRESSES if is_api(address)])
def test_media_types_there_are_not_are_refused(ask, address, accept):
    ask(address, {406}, accept=accept)


@pytest.mark.parametrize("address", ["/%00/", "/%ff", "/en/%ed%b0%80/", "/api/%00", "/api/v1/%ff/", "/en//x"])
def test_odd_paths_are_refused(ask, address):
    ask(address, {400, 404})

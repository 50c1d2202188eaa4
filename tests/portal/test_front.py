"""The front layer as a WSGI application around a stand-in for Django."""

import gzip
import threading
from wsgiref.headers import Headers

import brotli
import pytest

from portal.front import FrontLayer, in_order
from portal.web.encodings import preferred
from portal.web.published import MARK

BODY = b"<p>" + b"published " * 200


class Site:
    """Stands in for Django: counts what it is asked and echoes what it was shown."""

    def __init__(self):
        self.asked = []
        self.status, self.body = "200 OK", BODY
        self.headers = [("Content-Type", "text/html; charset=utf-8"), (MARK, "1")]

    def __call__(self, environ, start_response):
        self.asked.append(environ)
        start_response(self.status, list(self.headers))
        return [self.body]


class Sent:
    def __init__(self, layer, path="/", query="", **environ):
        request = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "SCRIPT_NAME": ""}
        request |= {"HTTP_HOST": "portal.test", "wsgi.url_scheme": "http"} | environ
        chunks = layer(request, self.start_response)
        self.body = b"".join(chunks)

    def start_response(self, status, headers, exc_info=None):
        self.status, self.headers = int(status[:3]), Headers(headers)
        headers.append(("Date", "added by the server"))


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def versions():
    return ["1"]


@pytest.fixture
def layer(site, versions):
    return FrontLayer(
        site,
        lambda: versions[-1],
        origin="https://portal.test",
        is_known_host=lambda host: host in {"portal.test", "www.portal.test"},
        max_bytes=400_000,
    )


def test_second_request_is_answered_without_django(layer, site):
    first, second = Sent(layer), Sent(layer)
    assert len(site.asked) == 1
    assert first.body == second.body == BODY
    assert first.headers.items() == second.headers.items()


def test_next_request_after_a_publish_gets_the_new_page(layer, site, versions):
    Sent(layer)
    site.body = b"new " * 200
    versions.append("2")
    assert Sent(layer).body == site.body


def test_answers_of_older_versions_are_dropped(layer, versions):
    Sent(layer)
    Sent(layer, query="a=1")
    versions.append("2")
    Sent(layer, "/other/")
    assert (len(layer._pages), len(layer._queried)) == (1, 0)


def test_unreadable_version_means_django_answers(layer, site, versions):
    Sent(layer)
    versions.append(None)
    assert Sent(layer).body == BODY
    assert Sent(layer).body == BODY
    assert len(site.asked) == 3


def test_answer_made_during_a_publish_is_not_kept_under_the_new_version(layer, site, versions):
    def publish_meanwhile(environ, start_response):
        layer.application = site
        versions.append("2")
        Sent(layer, "/other/")
        return site(environ, start_response)

    layer.application = publish_meanwhile
    Sent(layer)
    site.body = b"new " * 200
    assert Sent(layer).body == site.body


@pytest.mark.parametrize("name", ["HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_X_API_KEY"])
def test_requests_that_name_their_caller_are_neither_answered_from_memory_nor_kept(layer, site, name):
    Sent(layer)
    site.body = b"for you " * 100
    personal = Sent(layer, **{name: ""})
    assert personal.body == site.body
    assert personal.headers["Cache-Control"] == "private, no-store"
    assert Sent(layer).body == BODY
    assert site.asked[-1][name] == ""


@pytest.mark.parametrize(
    "header",
    [
        ("Set-Cookie", "a=b"),
        ("Cache-Control", "private"),
        ("Cache-Control", "no-store"),
        ("Cache-Control", "no-cache"),
        ("Vary", "Cookie"),
        ("Vary", "Accept-Language"),
        ("Vary", "*"),
        ("Vary", "Accept"),
    ],
)
def test_marked_answer_meant_for_one_caller_is_never_kept(layer, site, header):
    site.headers.append(header)
    assert Sent(layer).headers["Cache-Control"] == "private, no-store"
    Sent(layer)
    assert len(site.asked) == 2


@pytest.mark.parametrize(
    "status", ["301 Moved", "400 Bad", "404 Not Found", "410 Gone", "500 Oops", "503 Later"]
)
def test_only_success_is_kept_even_if_marked(layer, site, status):
    site.status = status
    Sent(layer)
    sent = Sent(layer)
    assert sent.status == int(status[:3])
    assert len(site.asked) == 2
    assert MARK not in sent.headers


def test_unmarked_answer_passes_untouched(layer, site):
    site.headers = [("Content-Type", "text/html"), ("Cache-Control", "private, no-store")]
    sent = Sent(layer)
    assert sent.headers.items()[:2] == site.headers
    Sent(layer)
    assert len(site.asked) == 2


def test_streamed_answer_passes_unread(layer, site):
    def streamed(environ, start_response):
        start_response("200 OK", site.headers)
        return iter([b"a", b"b"])

    layer.application = streamed
    sent = Sent(layer)
    assert sent.body == b"ab"
    assert MARK not in sent.headers
    assert "ETag" not in sent.headers


@pytest.mark.parametrize("path", ["/admin/", "/admin", "/static/a.css", "/healthz", "/readyz", "/metrics"])
def test_private_paths_are_never_kept(layer, site, path):
    Sent(layer, path)
    Sent(layer, path)
    assert len(site.asked) == 2


@pytest.mark.parametrize(
    "environ",
    [
        {"REQUEST_METHOD": "POST"},
        {"REQUEST_METHOD": "OPTIONS"},
        {"SCRIPT_NAME": "/mounted"},
        {"CONTENT_LENGTH": "3"},
        {"HTTP_TRANSFER_ENCODING": "chunked"},
        {"HTTP_HOST": "evil.test"},
        {"HTTP_HOST": ""},
        {"QUERY_STRING": "q=" + "a" * 3000},
    ],
)
def test_request_the_layer_is_not_sure_of_goes_to_django_as_it_came(layer, site, environ):
    Sent(layer)
    Sent(layer, **environ)
    assert len(site.asked) == 2
    assert site.asked[-1].items() >= environ.items()


POISON = {
    "HTTP_X_FORWARDED_HOST": "evil.test",
    "HTTP_X_FORWARDED_PROTO": "http",
    "HTTP_X_FORWARDED_PREFIX": "/evil",
    "HTTP_FORWARDED": "host=evil.test",
    "HTTP_X_ORIGINAL_URL": "/evil",
    "HTTP_X_HTTP_METHOD_OVERRIDE": "POST",
    "HTTP_ACCEPT_LANGUAGE": "en",
    "HTTP_ACCEPT": "text/evil",
    "HTTP_USER_AGENT": "<script>",
    "HTTP_REFERER": "https://evil.test/",
    "HTTP_ORIGIN": "https://evil.test",
    "HTTP_RANGE": "bytes=0-1",
    "HTTP_X_FORWARDED_SSL": "off",
}


def test_no_header_of_the_caller_reaches_the_view_behind_a_kept_answer(layer, site):
    Sent(layer, HTTP_HOST="www.portal.test", HTTP_X_FORWARDED_FOR="10.0.0.1", **POISON)
    shown = site.asked[0]
    assert not POISON.keys() & shown.keys()
    assert (shown["HTTP_HOST"], shown["wsgi.url_scheme"]) == ("portal.test", "https")
    assert shown["HTTP_X_FORWARDED_FOR"] == "10.0.0.1"


def test_paths_that_only_look_alike_are_kept_apart(layer, site):
    paths = [
        "/a/",
        "//a/",
        "/a//",
        "/./a/",
        "/a/../a/",
        "/A/",
        "/a",
        "/a\0/",
        "/a;b/",
        "/\xe4\xb8\xad/",
        "/\xff/",
    ]
    for path in paths:
        site.body = path.encode("latin-1") * 300
        Sent(layer, path)
    site.body = b"none of them"
    assert [Sent(layer, path).body for path in paths] == [path.encode("latin-1") * 300 for path in paths]


def test_parameters_in_another_order_are_one_page(layer, site):
    Sent(layer, query="year=2023&theme=digital")
    Sent(layer, query="theme=digital&year=2023")
    assert len(site.asked) == 1


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("b=1&a=2", "a=2&b=1"),
        ("a=2&a=1&A=0", "A=0&a=2&a=1"),
        ("a=1&%61=2", "a=1&%61=2"),
        ("%61=2&a=1", "%61=2&a=1"),
        ("b+=1&a=2", "b+=1&a=2"),
        ("a&", "&a"),
        ("a=1", "a=1"),
    ],
)
def test_query_is_sorted_only_where_its_meaning_stays(query, key):
    assert in_order(query) == key


def test_every_encoding_is_kept_and_decodes_to_the_page(layer, site):
    for _ in range(2):
        assert Sent(layer).body == BODY
        assert gzip.decompress(Sent(layer, HTTP_ACCEPT_ENCODING="gzip").body) == BODY
        assert brotli.decompress(Sent(layer, HTTP_ACCEPT_ENCODING="gzip, deflate, br").body) == BODY
    assert len(site.asked) == 3


def test_encoded_answer_says_so(layer):
    sent = Sent(layer, HTTP_ACCEPT_ENCODING="gzip")
    assert sent.headers["Content-Encoding"] == "gzip"
    assert sent.headers["Content-Length"] == str(len(sent.body))
    assert sent.headers["Vary"] == "Accept-Encoding"
    assert sent.headers["Cache-Control"] == "public, max-age=0, s-maxage=0, must-revalidate"


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("", "identity"),
        ("gzip", "gzip"),
        ("GZIP;q=1.0, br;q=0", "gzip"),
        ("br, gzip", "br"),
        ("gzip;q=0.9, br;q=0.1", "gzip"),
        ("*", "br"),
        ("*;q=0", "identity"),
        ("identity;q=1, gzip;q=0.5", "identity"),
        ("gzip;q=abc", "identity"),
        ("deflate, zstd", "identity"),
        (";;;,,q=,", "identity"),
        ("br," * 100, "identity"),
    ],
)
def test_encoding_is_the_one_the_caller_prefers(header, encoding):
    assert preferred(header) == encoding


def test_small_and_already_packed_answers_are_not_compressed(layer, site):
    site.body = b"small"
    assert "Content-Encoding" not in Sent(layer, "/small/", HTTP_ACCEPT_ENCODING="br").headers
    site.body, site.headers[0] = BODY, ("Content-Type", "application/zip")
    assert "Content-Encoding" not in Sent(layer, "/packed/", HTTP_ACCEPT_ENCODING="br").headers


def test_entity_tag_differs_by_content_type_and_encoding_and_nothing_else(layer, site):
    tags = [Sent(layer, HTTP_ACCEPT_ENCODING=name).headers["ETag"] for name in ("", "gzip", "br")]
    assert len(set(tags)) == 3
    assert Sent(layer, "/other/", HTTP_COOKIE="a=b").headers["ETag"] == tags[0]
    site.headers[0] = ("Content-Type", "text/csv")
    assert Sent(layer, "/csv/").headers["ETag"] not in tags


@pytest.mark.parametrize("wrap", ["{}", "W/{}", '"x", W/{} , "y"', " * "])
def test_known_content_is_answered_304(layer, wrap):
    tag = Sent(layer).headers["ETag"]
    sent = Sent(layer, HTTP_IF_NONE_MATCH=wrap.format(tag))
    assert (sent.status, sent.body, sent.headers["ETag"]) == (304, b"", tag)
    assert not {"content-length", "content-type"} & {name.lower() for name, _ in sent.headers.items()}
    assert {"Cache-Control", "Vary"} <= set(sent.headers.keys())


@pytest.mark.parametrize("held", ['"x"', "", '""', "W/", "garbage", '"' + "a" * 5000])
def test_other_content_is_sent_in_full(layer, held):
    Sent(layer)
    assert Sent(layer, HTTP_IF_NONE_MATCH=held).body == BODY


def test_tag_of_another_encoding_does_not_match(layer):
    tag = Sent(layer, HTTP_ACCEPT_ENCODING="gzip").headers["ETag"]
    assert Sent(layer, HTTP_IF_NONE_MATCH=tag).status == 200


def test_first_answer_and_answers_to_known_callers_are_conditional_too(layer):
    tag = Sent(layer).headers["ETag"]
    assert Sent(layer, "/first/", HTTP_IF_NONE_MATCH=tag).status == 304
    assert Sent(layer, HTTP_IF_NONE_MATCH=tag, HTTP_COOKIE="a=b").status == 304


@pytest.mark.parametrize("is_known", [True, False])
def test_head_is_get_without_the_body(layer, site, is_known):
    path = "/known/" if is_known else "/unknown/"
    full = Sent(layer, "/known/")
    head = Sent(layer, path, REQUEST_METHOD="HEAD")
    assert head.body == b""
    assert head.headers.items() == full.headers.items()
    assert Sent(layer, path).body == BODY


def test_answer_that_names_the_caller_reaches_that_caller_alone(layer, site):
    site.headers += [("RateLimit", "r=9"), ("RateLimit-Policy", "q=10")]
    assert Sent(layer).headers["RateLimit"] == "r=9"
    kept = Sent(layer)
    assert "RateLimit" not in kept.headers
    assert kept.headers["RateLimit-Policy"] == "q=10"


def test_formats_of_the_api_are_kept_apart(layer, site):
    site.headers.append(("Vary", "Accept"))
    site.body = b'{"format": "json"}' * 20
    for accept in ("", "*/*", "application/json", "APPLICATION/JSON"):
        Sent(layer, "/api/v1/x/", HTTP_ACCEPT=accept)
    assert len(site.asked) == 1
    site.body = b"csv" * 200
    csv = Sent(layer, "/api/v1/x/", HTTP_ACCEPT="text/csv")
    assert csv.body == site.body
    assert csv.headers["Vary"] == "Accept, Accept-Encoding"
    assert site.asked[-1]["HTTP_ACCEPT"] == "text/csv"


def test_memory_is_bounded_and_the_longest_unused_leaves_first(layer, site):
    site.body = b"x" * 10_000
    Sent(layer, "/kept/")
    for number in range(40):
        Sent(layer, f"/{number}/")
        Sent(layer, "/kept/")
    assert layer._pages.size <= 200_000
    assert sum(environ["PATH_INFO"] == "/kept/" for environ in site.asked) == 1
    asked = len(site.asked)
    Sent(layer, "/0/")
    assert len(site.asked) == asked + 1


@pytest.mark.parametrize("made_up", ["query", "format"])
def test_what_callers_make_up_pushes_out_no_page(layer, site, made_up):
    Sent(layer, "/kept/")
    for number in range(500):
        if made_up == "query":
            Sent(layer, "/search/", f"q={number}")
        else:
            Sent(layer, "/api/v1/x/", HTTP_ACCEPT=f"application/json;v={number}")
    asked = len(site.asked)
    Sent(layer, "/kept/")
    assert len(site.asked) == asked
    assert layer._queried.size <= 200_000


def test_answer_too_large_to_keep_is_still_answered_rightly(layer, site):
    site.body = b"x" * 100_000
    tag = Sent(layer).headers["ETag"]
    assert Sent(layer, HTTP_IF_NONE_MATCH=tag).status == 304
    assert len(site.asked) == 2


def test_threads_never_get_another_pages_or_versions_answer(layer, site, versions):
    def echo(environ, start_response):
        body = f"{versions[-1]} {environ['PATH_INFO']} ".encode() * 100
        start_response("200 OK", site.headers)
        return [body]

    layer.application, wrong = echo, []

    def read(seed):
        for step in range(400):
            before, path = int(versions[-1]), f"/{(seed + step) % 7}/"
            version, seen = Sent(layer, path).body.decode().split()[:2]
            if seen != path or int(version) < before:
                wrong.append((before, version, path, seen))
            if seed == 0 and step % 20 == 0:
                versions.append(str(before + 1))

    threads = [threading.Thread(target=read, args=[seed]) for seed in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []

"""The pages that answer when something is wrong: each must stand on what it is given."""

from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

YEAR = SimpleNamespace(name="yaer<", message="没有这个参数。", nearest="year")


@pytest.mark.parametrize("status", [400, 404, 410, 500])
@pytest.mark.parametrize("lang", ["zh-hans", "en"])
def test_an_error_page_needs_neither_context_nor_request_nor_database(status, lang):
    with translation.override(lang):
        page = render_to_string(f"{status}.html")
    assert f">{status}<" in page
    assert '<meta name="robots" content="noindex">' in page
    assert 'rel="canonical"' not in page


@pytest.mark.django_db
def test_a_bad_address_is_told_what_was_wrong_and_what_comes_nearest():
    page = render_to_string("400.html", {"problems": [YEAR]}, RequestFactory().get("/initiatives/?yaer<=1"))
    assert "<code>yaer&lt;</code> 没有这个参数。" in page
    assert "<b>year</b>" in page


@pytest.mark.django_db
def test_a_withdrawn_page_gives_its_reason_marked_as_chinese_in_english():
    with translation.override("en"):
        page = render_to_string(
            "410.html", {"reason": "与原文不符"}, RequestFactory().get("/en/reports/2023/")
        )
    assert '<span lang="zh-Hans">与原文不符</span>' in page


@pytest.mark.django_db
def test_the_frame_links_the_same_page_and_query_in_the_other_language():
    page = render_to_string("404.html", request=RequestFactory().get("/themes/digital/?year=2023&x=<"))
    assert 'href="/en/themes/digital/?year=2023&amp;x=%3C" lang="en" hreflang="en"' in page


@pytest.mark.django_db
def test_a_query_too_large_to_read_is_left_out_of_the_language_link():
    address = "/themes/?" + "&".join(f"a{n}=1" for n in range(2_000))
    assert 'href="/en/themes/" lang="en"' in render_to_string(
        "404.html", request=RequestFactory().get(address)
    )

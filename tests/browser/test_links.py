"""Every page can be reached by links from the home page of its language, and no link leads nowhere."""

from collections import Counter

import pytest

from tests.browser.crawler import Crawler

HOMES = ["/", "/en/"]
in_each_language = pytest.mark.parametrize("home", HOMES)


@pytest.fixture(scope="module")
def crawler(portal):
    crawler = Crawler(portal.url)
    yield crawler
    crawler.connection.close()


@pytest.fixture(scope="module")
def reached(crawler):
    """What is reached from each home page, by links that stay in its language."""
    return {home: crawler.walk(home) for home in HOMES}


@pytest.fixture
def published(db):
    """The paths of every section and initiative, without the language."""
    from initiatives.models import Initiative, Section

    records = [*Section.objects.current(), *Initiative.objects.current()]
    assert len(records) == 23 + 146
    return {record.get_absolute_url() for record in records}


@in_each_language
def test_every_section_and_initiative_is_reached(reached, published, home):
    assert {home.rstrip("/") + path for path in published} <= reached[home]


def test_every_link_is_answered(crawler, reached):
    failed = {address: page.status for address, page in crawler.pages.items() if page.status != 200}
    assert not failed


def test_every_page_exists_in_the_other_language(crawler, reached):
    pages = {path for path in reached["/"] if crawler.pages[path].ids and "?" not in path}
    assert {"/en" + path for path in pages} == {
        path for path in reached["/en/"] if crawler.pages[path].ids and "?" not in path
    }


def test_every_fragment_is_on_its_page(crawler, reached):
    lost = {
        (address, f"{link}#{fragment}")
        for address, page in crawler.pages.items()
        for link, fragment in page.links
        if fragment and link in crawler.pages and fragment not in crawler.pages[link].ids
    }
    assert not lost


def test_no_id_stands_twice_on_a_page(crawler, reached):
    twice = {
        address: names
        for address, page in crawler.pages.items()
        if (names := [name for name, n in Counter(page.ids).items() if n > 1])
    }
    assert not twice


def test_no_page_names_another_host(crawler, reached):
    assert not {address: page.foreign for address, page in crawler.pages.items() if page.foreign}


def test_no_answer_sets_a_cookie(crawler, reached):
    assert not [address for address, page in crawler.pages.items() if page.sets_cookie]

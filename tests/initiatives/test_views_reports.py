"""The shelf of reports, and the reading view by place and as printed."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from initiatives import narrative, printed, publishing
from initiatives.models import Initiative, Passage, Section
from tests.documents import make_section

pytestmark = pytest.mark.django_db


def text_of(response):
    page = re.sub(r"<(script|style).*?</\1>", "", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_report_is_on_the_shelf(client, prefix):
    page = client.get(f"{prefix}/reports/").content.decode()
    for year in (2017, 2023):
        assert f'href="{prefix}/reports/{year}/"' in page


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("year", [2017, 2023])
def test_the_report_shows_every_section_and_marks_every_initiative(client, prefix, year):
    page = client.get(f"{prefix}/reports/{year}/").content.decode()
    for slug in Section.objects.current().in_year(year).values_list("slug", flat=True):
        assert page.count(f'id="{slug}"') == page.count(f'href="#{slug}"') == 1
    for uid in Initiative.objects.current().in_year(year).values_list("uid", flat=True):
        assert page.count(f'id="s-{uid}"') == 1


def test_no_id_is_used_twice(client):
    for path in ("/reports/2023/", "/reports/2017/?view=printed", "/reports/2017/xuhui/", "/initiatives/"):
        ids = re.findall(r'\sid="([^"]+)"', client.get(path).content.decode())
        assert len(ids) == len(set(ids)), path


def test_supplied_headings_carry_a_mark_that_leads_to_the_editors_note(client):
    page = client.get("/reports/2023/").content.decode()
    assert page.count('href="#ednote"') == 10
    assert "缺 10 处小标题" in page
    assert 'href="#ednote"' not in client.get("/reports/2017/").content.decode()


def test_as_printed_the_chapter_stands_in_its_order_with_titles_and_captions(client):
    shown = text_of(client.get("/reports/2017/?view=printed"))
    places = []
    for passage in (
        Passage.objects.current().filter(report__year=2017).exclude(kind="space").order_by("position")
    ):
        lines = [line for line in passage.text.split("\n") if line.strip()]
        places += [shown.index(line.strip()[:12], places[-1] if places else 0) for line in lines]
    assert places == sorted(places)


def test_as_printed_says_where_the_text_has_no_heading(client):
    page = client.get("/reports/2023/?view=printed").content.decode()
    assert page.count('aria-label="编注：原文此处没有小标题') == 10


def test_as_printed_hides_what_is_not_public_now(client):
    words = "放大“科创绣带”的品牌效应"
    assert words in text_of(client.get("/reports/2023/?view=printed"))
    publishing.withdraw(year=2023, slug="xuhui", note="待核实")
    shown = text_of(client.get("/reports/2023/?view=printed"))
    assert words not in shown
    assert "这一段现在没有公开" in shown
    assert words not in text_of(client.get("/reports/2023/"))


def test_a_report_of_many_sections_has_pages_that_do_not_shift(client, monkeypatch):
    monkeypatch.setattr(narrative, "SECTIONS_A_PAGE", 6)
    slugs = []
    for number in (1, 2, 3):
        page = client.get(f"/reports/2023/?page={number}").content.decode()
        slugs += re.findall(r'<section class="sec" id="([^"]+)"', page)
    assert slugs == list(
        Section.objects.current().in_year(2023).order_by("position").values_list("slug", flat=True)
    )
    assert client.get("/reports/2023/?page=4").status_code == 404
    second = client.get("/reports/2023/?page=2").content.decode()
    assert 'href="/reports/2023/" rel="prev"' in second
    assert 'href="/reports/2023/?page=3" rel="next"' in second


def test_a_long_chapter_as_printed_has_pages(client, monkeypatch):
    monkeypatch.setattr(printed, "PASSAGES_A_PAGE", 10)
    first = client.get("/reports/2017/?view=printed").content.decode()
    assert 'href="/reports/2017/?view=printed&amp;page=2" rel="next"' in first
    assert client.get("/reports/2017/?view=printed&page=2").status_code == 200
    assert client.get("/reports/2017/?view=printed&page=99").status_code == 404


def test_a_report_without_sections_says_so(client):
    for slug in Section.objects.current().in_year(2017).values_list("slug", flat=True):
        publishing.withdraw(year=2017, slug=slug, note="重新整理")
    assert "这份报告还没有公开的章节" in client.get("/reports/2017/").content.decode()


@pytest.mark.parametrize("path", ["/reports/2018/", "/reports/20170/", "/reports/99999999999999999999/"])
def test_a_year_without_a_report_is_not_found(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "query", ["view=original", "view=printed&view=x", "page=0", "page=x", "page=" + "9" * 40, "vew=printed"]
)
def test_an_unknown_reading_is_refused(client, query):
    assert client.get(f"/reports/2017/?{query}").status_code == 400


def test_a_scheduled_section_is_not_in_its_report_yet(client):
    publishing.publish([make_section()], at=timezone.now() + timedelta(days=1))
    assert 'id="test"' not in client.get("/reports/2017/").content.decode()


@pytest.mark.parametrize(
    ("path", "queries"),
    [("/reports/", 1), ("/reports/2023/", 5), ("/reports/2017/", 5), ("/reports/2023/?view=printed", 3)],
)
def test_reports_cost_a_fixed_number_of_queries(client, django_assert_num_queries, path, queries):
    client.get(path)
    with django_assert_num_queries(queries):
        client.get(path)

"""The home page, on both chapters, in both languages."""

import json
import re
from html import unescape

import pytest

from districts.models import District
from initiatives import catalogue, years
from initiatives.models import Initiative, Section
from portal import home

pytestmark = pytest.mark.django_db


def text_of(response):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", response.content.decode())))


def map_data(response):
    found = re.search(r'<script id="map-data"[^>]*>(.*?)</script>', response.content.decode())
    return json.loads(found[1])


def tiles(response):
    """District slug → what its tile shows."""
    found = re.findall(r'data-d="(\w+)" data-lv="(\w)"', response.content.decode())
    return dict(found)


@pytest.fixture
def warm():
    years.numbers(catalogue.current())


@pytest.mark.parametrize("path", ["/", "/en/", "/?year=2017"])
def test_home_costs_three_queries(client, warm, django_assert_num_queries, path):
    with django_assert_num_queries(3):
        assert client.get(path).status_code == 200


def test_home_costs_eight_queries_after_a_publish(client, warm, django_assert_num_queries):
    years._read.cache_clear()
    with django_assert_num_queries(8):
        client.get("/")


def test_map_shows_the_newest_year_unless_asked(client):
    newest, older = client.get("/"), client.get("/?year=2017")
    assert tiles(newest)["huangpu"] == "3"
    assert tiles(older)["huangpu"] == "x"
    assert tiles(older)["pudong"] == "5"
    assert tiles(newest).keys() == {district.slug for district in District.objects.all()}


def test_tile_leads_to_the_year_on_the_district_page(client):
    page = client.get("/?year=2017").content.decode()
    assert 'href="/districts/xuhui/#y2017"' in page


def test_script_gets_the_same_map_as_the_server_draws(client):
    script = map_data(client.get("/"))
    for year in ("2017", "2023"):
        drawn = tiles(client.get(f"/?year={year}"))
        assert {slug: told[1] for slug, told in script[year].items()} == drawn


def test_script_quotes_a_zone_for_a_district_without_a_section_of_its_own(client):
    pudong = map_data(client.get("/"))["2017"]["pudong"]
    assert pudong == [9, "5", "张江向世界一流科学城转型", "/districts/pudong/#y2017"]


def test_script_is_told_what_is_not_listed(client):
    assert map_data(client.get("/"))["2017"]["huangpu"] == [None, "x", "", "/districts/huangpu/#y2017"]


def test_english_map_quotes_in_english(client):
    told = map_data(client.get("/en/"))["2023"]["huangpu"]
    assert told[2] == Section.objects.current().get(year=2023, slug="huangpu").headline_en
    assert told[3] == "/en/districts/huangpu/#y2023"


@pytest.mark.parametrize("query", ["year=2018", "year=", "year=x", "year=2017&year=2023", "yaer=2017"])
def test_year_without_a_report_is_refused(client, query):
    page = client.get(f"/?{query}")
    assert page.status_code == 400
    assert "X-Published" not in page.headers


def test_newest_report_leads_with_the_first_sentence_of_every_section(client):
    page = client.get("/").content.decode()
    heads = re.search(r'<ol class="heads">.*?</ol>', page, re.S)[0]
    sections = Section.objects.current().in_year(2023).in_reading_order()
    assert re.findall(r'href="(/reports/[^"]+)"', heads) == [each.get_absolute_url() for each in sections]


def test_facts_count_what_is_there(client):
    facts = re.search(r'<dl class="facts">.*?</dl>', client.get("/").content.decode(), re.S)[0]
    assert re.findall(r"<dd>(\d+)</dd>", facts) == ["2", "16", "119", "48"]


def test_one_record_is_shown_with_its_clause_marked(client):
    page = client.get("/").content.decode()
    clause = re.search(r'<div class="proof">.*?<span class="src">(.*?)</span>', page, re.S)[1]
    assert clause == Initiative.objects.current().get(uid="2023-xuhui-05").exact
    assert 'href="/reports/2023/xuhui/#s-2023-xuhui-05"' in page


def test_matrix_tells_not_listed_from_a_number(client):
    page = client.get("/").content.decode()
    row = re.search(r'<th scope="row">2017</th>(.*?)</tr>', page, re.S)[1]
    levels = re.findall(r'data-lv="(\w)"', row)
    assert levels.count("x") == 10
    assert len(levels) == 16


def test_changes_are_counts_of_the_rows(client):
    known = catalogue.current()
    found = home.changes(known, years.numbers(known))
    rows = Initiative.objects.current().counted()
    assert found["totals"] == [rows.in_year(2017).count(), rows.in_year(2023).count()]
    for row in found["kinds"]:
        assert row["counts"] == [rows.in_year(year).filter(kind=row["key"]).count() for year in (2017, 2023)]
    assert sum(sum(row["counts"]) for row in found["kinds"]) == 119


def test_questions_lead_to_lists_with_answers(client):
    page = client.get("/").content.decode()
    asked = re.search(r'<ul class="asked">.*?</ul>', page, re.S)[0]
    addresses = [unescape(address) for address in re.findall(r'href="([^"]+)"', asked)]
    assert len(addresses) == 3
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200
        assert 'class="irow"' in answer.content.decode()


def test_example_words_are_found(client):
    page = client.get("/").content.decode()
    chips = re.search(r'<ul class="chips".*?</ul>', page, re.S)[0]
    addresses = re.findall(r'href="([^"]+)"', chips)
    assert addresses
    for address in addresses:
        assert "<mark>" in client.get(address).content.decode()


def test_city_names_itself(client, settings):
    settings.SITE_NAME, settings.SITE_TAGLINE = "某市年报", "某市科技年度报告"
    page = text_of(client.get("/"))
    assert "某市年报" in page
    assert "《某市科技年度报告》" in page


def test_map_of_another_city_has_no_rivers(client, settings, tmp_path):
    settings.CITY_MAP = tmp_path / "none.json"
    page = client.get("/")
    assert page.status_code == 200
    assert "tmap__water" not in page.content.decode()


def test_home_without_any_report_still_opens(client, monkeypatch):
    monkeypatch.setattr(catalogue, "reports_with_counts", lambda: ())
    catalogue._load.cache_clear()
    page = client.get("/")
    catalogue._load.cache_clear()
    assert page.status_code == 200
    assert 'id="map-data"' not in page.content.decode()


def test_site_tells_machines_how_to_search_it(client):
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', client.get("/").content.decode())
    (site,) = json.loads(found[1])["@graph"]
    assert site["@type"] == "WebSite"
    target = site["potentialAction"]["target"]["urlTemplate"]
    assert target == "http://testserver/search/?q={search_term_string}"

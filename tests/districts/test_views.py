"""Pages of districts and zones, on both chapters, in both languages."""

import json
import re
from html import unescape

import pytest

from districts.models import District, Zone
from districts.views import districts
from initiatives import catalogue, years
from initiatives.models import Initiative
from initiatives.publishing import publish, withdraw
from tests.documents import make_section

pytestmark = pytest.mark.django_db

PREFIXES = ["", "/en"]
LISTS = ["/districts/", "/zones/"]


def text_of(response):
    """The words of the page as a reader sees them, without markup and line ends."""
    body = re.sub(r"<(script|style).*?</\1>", "", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", body)))


def linked_data(response):
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', response.content.decode())
    return json.loads(found[1])["@graph"]


@pytest.fixture
def warm():
    """The reference data is read once per content version; budgets count what a page costs after that."""
    years.numbers(catalogue.current())


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize("path", LISTS)
def test_list_costs_one_query(client, warm, django_assert_num_queries, prefix, path):
    with django_assert_num_queries(1):
        assert client.get(prefix + path).status_code == 200


@pytest.mark.parametrize("slug", ["pudong", "huangpu", "xuhui"])
def test_district_costs_six_queries(client, warm, django_assert_num_queries, slug):
    with django_assert_num_queries(6):
        client.get(f"/districts/{slug}/")


def test_district_year_costs_five_queries(client, warm, django_assert_num_queries):
    with django_assert_num_queries(5):
        client.get("/districts/pudong/2017/")


@pytest.mark.parametrize("slug", ["g60-corridor", "lingang", "mosu-space"])
def test_zone_costs_six_queries(client, warm, django_assert_num_queries, slug):
    with django_assert_num_queries(6):
        client.get(f"/zones/{slug}/")


@pytest.mark.parametrize("prefix", PREFIXES)
def test_every_district_and_each_of_its_years_opens(client, prefix):
    for district in District.objects.all():
        page = client.get(f"{prefix}/districts/{district.slug}/")
        assert page.status_code == 200
        assert (district.name_en if prefix else district.name) in text_of(page)
        for year in years.numbers(catalogue.current()).listed[district.code]:
            assert client.get(f"{prefix}/districts/{district.slug}/{year}/").status_code == 200


@pytest.mark.parametrize("prefix", PREFIXES)
def test_every_zone_opens_and_says_the_sentences_that_name_it(client, prefix):
    for zone in Zone.objects.all():
        page = client.get(f"{prefix}/zones/{zone.slug}/")
        assert page.status_code == 200
        for initiative in Initiative.objects.current().naming(zone):
            assert f"#s-{initiative.uid}" in page.content.decode()


def test_lists_link_to_every_district_and_zone(client):
    of_districts, of_zones = (client.get(path).content.decode() for path in LISTS)
    assert all(f'href="/districts/{each.slug}/"' in of_districts for each in District.objects.all())
    assert all(f'href="/zones/{each.slug}/"' in of_zones for each in Zone.objects.all())


def test_districts_stand_in_report_order(client):
    page = client.get("/districts/").content.decode()
    heads = re.search(r'<ol class="heads".*?</ol>', page, re.S)[0]
    slugs = re.findall(r'href="/districts/([a-z]+)/"', heads)
    assert slugs == list(District.objects.values_list("slug", flat=True))


def test_district_shows_every_initiative_of_its_own_beside_the_narrative(client):
    page = client.get("/districts/xuhui/").content.decode()
    rows = Initiative.objects.current().filter(district_links__district__slug="xuhui")
    assert rows.count() == 15
    for row in rows:
        assert f'id="i-{row.uid}"' in page
        assert f'href="#s-{row.uid}"' in page


def test_years_without_a_report_are_named_as_missing(client):
    assert "2018 至 2022 年的报告尚未收录，不代表这几年没有内容。" in text_of(client.get("/districts/xuhui/"))
    assert "Reports for 2018–2022 are not yet collected." in text_of(client.get("/en/districts/xuhui/"))


def test_year_whose_report_omits_the_district_says_so(client):
    assert "2017 年的报告没有单列这个区。" in text_of(client.get("/districts/huangpu/"))
    assert "The 2017 report has no section on this district." in text_of(client.get("/en/districts/huangpu/"))


def test_year_that_wrote_of_zones_says_it_is_not_the_whole_district(client):
    page = client.get("/districts/pudong/")
    assert "2017 年的报告写的是张江科学城、临港，不是整个浦东新区。" in text_of(page)
    assert '<a href="/zones/lingang/">临港</a>' in page.content.decode()


def test_district_counts_leave_statements_out(client):
    assert re.search(r"13</dd>", client.get("/districts/xuhui/").content.decode())


def test_theme_counts_add_up_to_those_of_the_list(client):
    page = client.get("/districts/xuhui/").content.decode()
    cells = re.search(r"theme=digital.*?</tr>", page, re.S)[0]
    assert re.findall(r'<td class="r">(\d+)', cells) == ["3", "3"]


def test_themes_are_not_split_by_year_where_sections_are_left_out(client, monkeypatch):
    monkeypatch.setattr(districts, "MAX_SECTIONS", 1)
    page = text_of(client.get("/districts/xuhui/"))
    assert "各年合计" in page
    assert "这一年的内容太长" in page
    assert "这里没有放下全部段落。" in page


def test_district_links_to_its_neighbours_in_report_order(client):
    page = client.get("/districts/xuhui/").content.decode()
    assert re.search(r'href="/districts/jingan/" rel="prev"', page)
    assert re.search(r'href="/districts/changning/" rel="next"', page)


def test_first_district_has_no_previous_one(client):
    assert 'rel="prev"' not in client.get("/districts/pudong/").content.decode()


def test_year_without_the_district_is_not_found_and_names_those_with_it(client):
    page = client.get("/districts/huangpu/2017/")
    assert page.status_code == 404
    assert "X-Published" not in page.headers
    assert 'href="/districts/huangpu/2023/"' in page.content.decode()
    assert "没有单列这个区" in text_of(page)


def test_year_without_a_report_is_not_found_and_said_to_be_missing(client):
    page = client.get("/en/districts/xuhui/2019/")
    assert page.status_code == 404
    assert "not yet collected" in text_of(page)


@pytest.mark.parametrize(
    "path",
    ["/districts/nowhere/", "/districts/nowhere/2017/", "/districts/xuhui/99999/", "/zones/nowhere/"],
)
def test_unknown_place_or_year_is_not_found(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/districts/", "/districts/xuhui/", "/districts/xuhui/2023/", "/zones/", "/zones/g60-corridor/"]
)
def test_unknown_parameter_is_refused(client, path):
    assert client.get(path, {"yaer": "2017"}).status_code == 400


def test_district_withdrawn_from_a_report_is_no_longer_listed_in_it(client):
    withdraw(year=2023, slug="xuhui", note="测试")
    page = client.get("/districts/xuhui/")
    assert "2023 年的报告没有单列这个区。" in text_of(page)
    assert client.get("/districts/xuhui/2023/").status_code == 404


def test_published_section_is_on_the_very_next_page(client):
    assert client.get("/districts/putuo/2017/").status_code == 404
    publish([make_section()])
    assert "全区设立三支基金" in text_of(client.get("/districts/putuo/2017/")).replace("\u2060", "")


def test_zone_shows_the_names_it_went_by_each_year(client):
    page = client.get("/zones/g60-corridor/").content.decode()
    names = re.search(r'<div class="names">.*?</section>', page, re.S)[0]
    assert 'G60<span class="key">上海松江</span>科创走廊' in names
    assert '<span class="key">长三角</span>G60科创走廊' in names
    assert names.index("上海松江") < names.index("长三角")


def test_zone_that_most_of_a_section_is_about_shows_the_section_in_full(client):
    page = client.get("/zones/g60-corridor/").content.decode()
    assert 'id="p-2017-songjiang-1"' in page
    assert 'id="p-2023-songjiang-1"' in page


def test_zone_named_in_passing_shows_the_sentence_and_where_it_stands(client):
    page = client.get("/zones/lin-gang-special-area/").content.decode()
    assert "自贸区新片区（奉贤区域）" in page
    assert 'href="/reports/2023/fengxian/#s-2023-fengxian-03"' in page
    assert "p-2023-fengxian-1" not in page


def test_zone_says_which_collected_years_do_not_name_it(client):
    assert "2017 年的报告没有提到这里。" in text_of(client.get("/zones/mosu-space/"))


def test_zone_partly_in_a_district_says_so(client):
    assert "浦东新区、奉贤区（部分）" in text_of(client.get("/zones/lingang/"))


def test_zone_no_report_names_says_so(client):
    zone = Zone.objects.create(slug="new-zone", name="新区域", name_en="New zone", position=99, kind="park")
    page = client.get(zone.get_absolute_url())
    assert page.status_code == 200
    assert "收录的报告还没有写到这里。" in text_of(page)


@pytest.mark.parametrize("path", ["/districts/", "/districts/pudong/", "/zones/", "/zones/g60-corridor/"])
def test_english_page_has_chinese_only_where_it_is_marked(client, path):
    body = client.get(f"/en{path}").content.decode()
    body = re.sub(r"<script.*?</script>", "", body, flags=re.S)
    previous = None
    while body != previous:  # take out elements marked as Chinese, innermost first
        previous = body
        body = re.sub(r'<(\w+)[^>]*lang="zh-Hans"[^>]*>(?:(?!<\1[\s>]).)*?</\1>', "", body, flags=re.S)
    unmarked = re.findall(r"[\u4e00-\u9fff]+", re.sub(r"<[^>]+>", "", body))
    assert unmarked == []


def test_district_tells_machines_what_it_is(client):
    crumbs, about = linked_data(client.get("/districts/xuhui/"))
    assert crumbs["@type"] == "BreadcrumbList"
    assert (about["@type"], about["identifier"]) == ("AdministrativeArea", "310104")
    assert about["url"] == "http://testserver/districts/xuhui/"


def test_page_links_to_the_same_data_in_the_api(client):
    for path in ["/districts/", "/districts/xuhui/", "/zones/", "/zones/g60-corridor/"]:
        link = f'<link rel="alternate" type="application/json" href="/api/v1{path}">'
        assert link in client.get(path).content.decode()

"""The list of initiatives: facets that tell the truth, chips, order, keyset pages."""

import re
from html import unescape

import pytest
from django.http import QueryDict
from django.test import Client

from initiatives import facets, publishing
from initiatives.filters import InitiativeFilter
from initiatives.models import Initiative, Quantity
from initiatives.views import lists
from tests.documents import make_section

pytestmark = pytest.mark.django_db
LIST = "/initiatives/"


def rows(page):
    return re.findall(r'<li class="irow">.*?<a href="/(?:en/)?initiatives/([^"/]+)/"', page, re.DOTALL)


def total(page):
    return int(re.search(r'<h2 id="res-h">\s*([\d,]+)', page)[1].replace(",", ""))


def offered(page):
    """Return the choices of a page: (facet, value) → count."""
    found = re.findall(
        r'name="(\w+)" value="([^"]+)"[^>]*>(?:(?!</label>).)*?<span class="n">([\d,]+)', page, re.DOTALL
    )
    return {(name, value): int(n.replace(",", "")) for name, value, n in found}


def walk(client, path):
    """Return the rows of every page, by the links to the next one."""
    found = []
    while path:
        page = client.get(path).content.decode()
        found.append(rows(page))
        following = re.search(r'href="([^"]+)" rel="next"', page)
        path = unescape(following[1]) if following else None
    return found


def test_all_counted_initiatives_are_listed_and_no_statement(client):
    found = [uid for page in walk(client, LIST) for uid in page]
    counted = Initiative.objects.current().counted().in_reading_order()
    assert found == list(counted.values_list("uid", flat=True))
    assert total(client.get(LIST).content.decode()) == len(found) == 119


def test_statements_are_shown_on_demand(client):
    page = client.get(f"{LIST}?counted=all").content.decode()
    assert total(page) == 146
    assert total(client.get(f"{LIST}?counted=false").content.decode()) == 27
    assert 'name="counted" value="all" checked' in page


@pytest.mark.parametrize(
    "query",
    [
        "",
        "year=2023",
        "kind=fund&kind=plan",
        "theme=digital",
        "theme=digital&theme=space",
        "year=2023&theme=digital",
        "district=xuhui&kind=honour&counted=all",
        "q=基金",
        "qualifier=ordinal",
        "year__gte=2020&status=completed",
        "zone=g60-corridor",
        "counted=false",
    ],
)
def test_the_count_of_a_choice_is_what_the_choice_gives(query):
    client = Client()  # not the watchful one, which is slow over so many pages
    page = client.get(f"{LIST}?{query}").content.decode()
    choices = offered(page)
    assert {name for name, _ in choices} == set(facets.LABELS)
    for facet in facets.LABELS:
        found = sorted((n, value) for (name, value), n in choices.items() if name == facet)
        others = "&".join(part for part in query.split("&") if part.partition("=")[0] != facet)
        for n, value in (found[0], found[len(found) // 2], found[-1]):
            given = total(client.get(f"{LIST}?{others}&{facet}={value}").content.decode())
            assert given == n, (query, facet, value)


def test_counting_rows_agrees_with_the_tallies():
    everything = Initiative.objects.current()
    for query in ("", "year=2023", "kind=fund,plan", "theme=digital", "month=7", "district=xuhui"):
        filters = InitiativeFilter(QueryDict(query), everything)
        chosen = facets.chosen_keys(filters)
        counted = facets.from_tallies(chosen, True)
        again = facets.from_rows(filters, everything.counted(), chosen)
        assert again.total == counted.total, query
        assert again.by_facet == counted.by_facet, query


def test_too_many_rows_to_count_show_no_number(client, monkeypatch):
    monkeypatch.setattr(facets, "COUNTED_NOW", 5)
    page = client.get(f"{LIST}?year=2023&theme=digital").content.decode()
    assert "超过 5 条" in page
    assert ("kind", "fund") not in offered(page)
    assert rows(page)


def test_choices_that_give_nothing_stay_and_are_muted(client):
    page = client.get(f"{LIST}?year=2023").content.decode()
    assert offered(page)["month", "7"] == 0
    assert re.search(r'<label class="check is-none"[^>]*><input type="checkbox" name="month" value="7"', page)


def test_a_facet_of_very_many_values_shows_those_in_use_and_those_that_give_most():
    choices = [facets.Choice(str(n), str(n), "", "") for n in range(200)]
    shown = facets.shown(choices, ["0"], {str(n): n for n in range(200)})
    assert [choice.key for choice in shown] == ["0", *(str(n) for n in range(141, 200))]
    assert shown[0].is_chosen


def test_each_chip_takes_away_its_own_condition(client):
    page = client.get(f"{LIST}?year=2023&theme=digital,space&q=科创&sort=oldest").content.decode()
    chips = re.findall(r'<a class="chip chip--on" href="([^"]+)".*?移除 </span>(.*?) <', page)
    assert {label: unescape(url) for url, label in chips} == {
        "2023 年": "/initiatives/?theme=digital%2Cspace&q=%E7%A7%91%E5%88%9B&sort=oldest",
        "空间布局": "/initiatives/?year=2023&theme=digital&q=%E7%A7%91%E5%88%9B&sort=oldest",
        "数字化与人工智能": "/initiatives/?year=2023&theme=space&q=%E7%A7%91%E5%88%9B&sort=oldest",
        "含“科创”": "/initiatives/?year=2023&theme=digital%2Cspace&sort=oldest",
    }


@pytest.mark.parametrize("sort", ["newest", "oldest", "place"])
def test_every_order_pages_through_the_same_rows_and_back(client, sort):
    pages = walk(client, f"{LIST}?sort={sort}&counted=all")
    column = lists.SORTS[sort][0]
    expected = list(Initiative.objects.current().order_by(column, "id").values_list("uid", flat=True))
    assert [uid for page in pages for uid in page] == expected
    second = client.get(f"{LIST}?sort={sort}&counted=all").content.decode()
    second = client.get(unescape(re.search(r'href="([^"]+)" rel="next"', second)[1])).content.decode()
    first = client.get(unescape(re.search(r'href="([^"]+)" rel="prev"', second)[1])).content.decode()
    assert rows(first) == pages[0]


def test_a_page_stays_right_while_rows_come_and_go(client):
    first = client.get(LIST).content.decode()
    following = unescape(re.search(r'href="([^"]+)" rel="next"', first)[1])
    before = rows(client.get(following).content.decode())
    publishing.withdraw(year=2023, slug="pudong", note="")
    assert rows(client.get(following).content.decode()) == before


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ("yeer=2023", "year"),
        ("theme=digitl", "digital"),
        ("sort=newset", "newest"),
        ("cursor=abc", "游标无效"),
        ("year=20233", "不是"),
        ("month=13", "1 到 12"),
        ("counted=yes", "counted"),
        ("q=" + "长" * 101, "最多 100 个字"),
    ],
)
def test_what_the_list_does_not_know_is_refused_with_a_hint(client, query, hint):
    page = client.get(f"{LIST}?{query}")
    assert page.status_code == 400
    assert hint in page.content.decode()


def test_the_canonical_address_has_one_spelling(client):
    for query in ("theme=space&year=2023&counted=true&sort=newest", "year=2023&theme=space&q=&theme="):
        page = client.get(f"{LIST}?{query}").content.decode()
        assert (
            '<link rel="canonical" href="http://testserver/initiatives/?theme=space&amp;year=2023">' in page
        )


def test_a_filter_by_month_says_which_report_names_none(client):
    assert "2023 年的报告没有写到月份" in client.get(f"{LIST}?month=7").content.decode()
    assert "没有写到月份" not in client.get(f"{LIST}?month=7&year=2017").content.decode()


def test_the_same_query_to_the_api_gives_the_same_rows(client):
    for query in ("", "year=2023&kind=fund", "theme=digital&district=xuhui", "q=基金&counted=all"):
        page = client.get(f"{LIST}?{query}").content.decode()
        call = unescape(re.search(r"GET (/api/[^<]+)", page)[1])
        answer = client.get(call).json()
        assert {each["id"] for each in answer["results"]} >= set(rows(page)), call


def test_nothing_found_says_so_and_offers_a_way_out(client):
    page = client.get(f"{LIST}?q=没有这样的词").content.decode()
    assert "没有符合条件的举措" in page
    assert "全部清除" in page


def test_rows_by_qualifier_hold_such_a_number(client):
    uids = rows(client.get(f"{LIST}?qualifier=ordinal").content.decode())
    ordinal = Quantity.objects.filter(qualifier="ordinal", initiative__is_counted=True)
    assert set(uids) == set(ordinal.values_list("initiative__uid", flat=True))


def test_a_published_section_is_counted_and_listed_at_once(client):
    client.get(LIST)
    publishing.publish([make_section()])
    page = client.get(f"{LIST}?year=2017").content.decode()
    assert total(page) == 42
    assert offered(page)["year", "2017"] == 42


@pytest.mark.parametrize(
    ("query", "queries"),
    [("", 6), ("year=2023", 6), ("year=2023&theme=digital", 5), ("q=基金", 3)],
)
def test_the_list_costs_a_fixed_number_of_queries(client, django_assert_num_queries, query, queries):
    client.get(f"{LIST}?{query}")
    with django_assert_num_queries(queries):
        client.get(f"{LIST}?{query}")


def test_every_facet_in_use_costs_one_query(client, django_assert_num_queries):
    query = "year=2023&theme=digital&district=xuhui&zone=g60-corridor&kind=fund&status=planned&month=7"
    client.get(f"{LIST}?{query}")
    with django_assert_num_queries(10):
        client.get(f"{LIST}?{query}")

"""A section alone: its versions, its neighbours, how it is cited, and what is left when it is withdrawn."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from initiatives import publishing
from initiatives.models import Section
from tests.documents import BODY, make_section

pytestmark = pytest.mark.django_db
PATH = "/reports/2017/test/"


def test_every_section_has_a_page_in_both_languages(client):
    for section in Section.objects.current():
        for prefix in ("", "/en"):
            page = client.get(prefix + section.get_absolute_url())
            assert page.status_code == 200
            assert 'id="p1"' in page.content.decode()


def test_the_citation_box_offers_links_that_keep(client):
    page = client.get("/reports/2023/xuhui/").content.decode()
    url = "http://testserver/reports/2023/xuhui/"
    for words in ("[R/OL]", "@incollection{2023-xuhui-v1,", f"{url}?version=1", f"{url}#:~:text="):
        assert words in page


def test_the_page_says_where_its_words_come_from(client):
    section = Section.objects.current().get(year=2023, slug="xuhui")
    page = client.get("/reports/2023/xuhui/").content.decode()
    assert section.source_sha256 in page
    assert f"原文件第 {section.source_start:,}–{section.source_end:,} 字" in page
    assert "据正文推断，经编者确认：" in page


def test_neighbours_follow_the_printed_order(client):
    page = client.get("/reports/2023/xuhui/").content.decode()
    assert 'href="/reports/2023/jingan/" rel="prev"' in page
    assert 'href="/reports/2023/changning/" rel="next"' in page
    assert 'rel="prev"' not in client.get("/reports/2023/pudong/").content.decode()


def test_a_past_version_is_shown_as_such_and_the_current_one_is_not(client):
    publishing.publish([make_section()])
    publishing.publish([make_section(body="另有说明。" + BODY, initiatives=())], note="补一句说明")
    current, past = (client.get(PATH + query).content.decode() for query in ("", "?version=1"))
    assert "另有说明。" in current
    assert "旧版本" not in current
    assert "另有说明。" not in past
    assert "这是第 1 版" in past
    assert "补一句说明" in current
    assert '<link rel="canonical" href="http://testserver/reports/2017/test/?version=1">' in past
    assert client.get(f"{PATH}?version=2").content.decode().count("旧版本") == 0


@pytest.mark.parametrize("query", ["version=9", "version=999999"])
def test_an_unknown_version_is_not_found(client, query):
    assert client.get(f"/reports/2023/xuhui/?{query}").status_code == 404


@pytest.mark.parametrize(
    "query", ["version=0", "version=x", "version=1&version=2", "version=" + "9" * 30, "v=1"]
)
def test_a_malformed_version_is_refused(client, query):
    assert client.get(f"/reports/2023/xuhui/?{query}").status_code == 400


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_withdrawn_section_is_gone_with_its_reason(client, prefix):
    publishing.publish([make_section()])
    publishing.withdraw(year=2017, slug="test", note="原文有误，待核实")
    page = client.get(prefix + PATH)
    assert page.status_code == 410
    assert "原文有误，待核实" in page.content.decode()
    assert timezone.localdate().isoformat() in page.content.decode()
    assert BODY[:8] not in page.content.decode()


@pytest.mark.parametrize("version", [1, 2])
def test_no_version_of_a_withdrawn_section_can_be_read(client, version):
    publishing.publish([make_section()])
    publishing.publish([make_section(body="另有说明。" + BODY, initiatives=())])
    publishing.withdraw(year=2017, slug="test", note="原文有误")
    page = client.get(f"{PATH}?version={version}")
    assert page.status_code == 410
    assert BODY[:8] not in page.content.decode()


def test_what_was_withdrawn_stays_so_when_the_section_comes_back(client):
    publishing.publish([make_section()])
    publishing.withdraw(year=2017, slug="test", note="先撤回核实")
    publishing.publish([make_section(body="核实后重写。", initiatives=())])
    page = client.get(PATH).content.decode()
    assert "核实后重写。" in page
    assert "version=1" not in page
    gone = client.get(f"{PATH}?version=1")
    assert gone.status_code == 410
    assert "先撤回核实" in gone.content.decode()


def test_a_note_on_what_is_only_planned_is_not_told(client):
    publishing.publish([make_section()])
    publishing.withdraw(year=2017, slug="test", note="先撤回核实")
    tomorrow = timezone.now() + timedelta(days=1)
    publishing.publish([make_section(body="明天才公开。", initiatives=())], at=tomorrow, note="明天重新公开")
    page = client.get(PATH).content.decode()
    assert "先撤回核实" in page
    assert "明天重新公开" not in page


def test_a_planned_end_is_not_told(client):
    publishing.publish([make_section()])
    publishing.publish([make_section(heading="普陀区")])
    later = timezone.now() + timedelta(days=40)
    publishing.publish([make_section(heading="普陀新篇")], at=later)
    for path in (PATH, "/initiatives/2017-test-01/"):
        assert f"{timezone.localtime(later):%Y-%m-%d}" not in client.get(path).content.decode()


def test_a_scheduled_version_is_not_there_before_its_time(client):
    publishing.publish([make_section()])
    tomorrow = timezone.now() + timedelta(days=1)
    publishing.publish([make_section(body="明天才公开。", initiatives=())], at=tomorrow)
    assert "明天才公开" not in client.get(PATH).content.decode()
    assert client.get(f"{PATH}?version=2").status_code == 404


def test_a_section_that_is_only_scheduled_is_not_found(client):
    publishing.publish([make_section()], at=timezone.now() + timedelta(days=1))
    assert client.get(PATH).status_code == 404


def test_an_unknown_section_is_not_found(client):
    assert client.get("/reports/2017/nowhere/").status_code == 404


def test_the_page_describes_itself_to_machines(client):
    page = client.get("/en/reports/2023/xuhui/").content.decode()
    graph = json.loads(re.search(r'ld\+json">(.*?)</script>', page)[1])["@graph"]
    crumbs, section = graph
    assert crumbs["@type"] == "BreadcrumbList"
    assert section["@type"] == "CreativeWork"
    assert section["isPartOf"]["@type"] == "Report"
    assert section["url"] == "http://testserver/en/reports/2023/xuhui/"
    assert 'type="application/json" href="/api/v1/sections/2023/xuhui/"' in page


def test_the_api_has_what_the_page_points_to(client):
    assert client.get("/api/v1/sections/2023/xuhui/").status_code == 200


def test_a_section_costs_six_queries_and_one_more_for_its_corrections(client, django_assert_num_queries):
    publishing.publish([make_section()])
    client.get(PATH)
    with django_assert_num_queries(6):
        client.get(PATH)
    publishing.publish([make_section(body="另有说明。" + BODY, initiatives=())], note="补")
    client.get(PATH)
    with django_assert_num_queries(7):
        client.get(PATH)

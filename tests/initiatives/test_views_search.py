"""Search: names first, then wording, then initiatives; and a way on when there is nothing."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from districts.models import PlaceName
from initiatives import publishing
from initiatives.models import Section
from initiatives.views import search
from tests.documents import make_section

pytestmark = pytest.mark.django_db


def found(client, text, prefix=""):
    return client.get(f"{prefix}/search/", {"q": text}).content.decode()


def marked(page):
    return set(re.findall(r"<mark>(.*?)</mark>", page))


def test_without_words_the_form_is_shown_with_names_that_lead_somewhere(client):
    page = client.get("/search/").content.decode()
    suggestions = re.findall(r'href="(/search/\?q=[^"]+)"', page)
    assert len(suggestions) == search.SUGGESTIONS
    for path in suggestions:
        assert "没有找到" not in client.get(unescape(path)).content.decode()


def test_the_words_are_marked_where_they_stand(client):
    page = found(client, "成果转化")
    sections = Section.objects.current().filter(body__contains="成果转化")
    for section in sections:
        assert section.get_absolute_url() in page
    assert marked(page) == {"成果转化"}
    assert f"原文：{sections.count()} 节" in page


def test_places_and_themes_of_the_name_come_first(client):
    page = found(client, "徐汇")
    names = page[page.index('id="names-h"') : page.index('id="hits-h"')]
    assert 'href="/districts/xuhui/"' in names
    assert 'href="/zones/g60-corridor/"' in found(client, "G60")


def test_an_alias_leads_to_its_place(client):
    alias = PlaceName.objects.filter(is_decoy=False, zone__isnull=False).exclude(zone__name="").first()
    assert f'href="{alias.zone.get_absolute_url()}"' in found(client, alias.text)


def test_several_words_must_all_be_there(client):
    page = found(client, "基金 G60")
    assert marked(page) >= {"基金"}
    assert "松江区，2023 年" in page
    assert "闵行区，2023 年" not in page


def test_an_english_word_is_found_in_the_abstract(client):
    page = found(client, "laboratory", "/en")
    assert "in the English abstract" in page
    assert {words.casefold() for words in marked(page)} == {"laboratory"}


def test_what_is_asked_is_shown_as_text(client):
    page = found(client, '<script>alert("x")</script>')
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_nothing_found_says_which_years_are_missing(client):
    page = found(client, "没有这样的词")
    assert "没有找到“没有这样的词”" in page
    assert "2018 至 2022 年尚未收录" in page


@pytest.mark.parametrize(
    "text", ["，。", "%", "_", "'", '"', "*", "a OR b", "NEAR(", "\\", "(", "甲" * 100, "🙂"]
)
def test_any_text_is_a_query(client, text):
    assert client.get("/search/", {"q": text}).status_code == 200


@pytest.mark.parametrize("query", ["q=" + "长" * 101, "query=x", "q=基金&cursor=abc"])
def test_what_search_does_not_know_is_refused(client, query):
    assert client.get(f"/search/?{query}").status_code == 400


def test_many_sections_have_pages(client, monkeypatch):
    monkeypatch.setattr(search, "SECTIONS", 2)
    first = found(client, "创新")
    following = unescape(re.search(r'href="([^"]+)" rel="next"', first)[1])
    second = client.get(following).content.decode()
    hits = r'<li class="hit">\s*<h3><a href="([^"]+)"'
    assert not set(re.findall(hits, first)) & set(re.findall(hits, second))


def test_many_matches_are_not_counted_to_the_end(client, monkeypatch):
    monkeypatch.setattr(search, "MANY", 3)
    assert re.search(r"原文：4 节\+", found(client, "创新"))


def test_what_is_withdrawn_or_only_scheduled_is_not_found(client):
    body = "甲乙丙丁戊己庚辛。"
    publishing.publish([make_section(body=body)], at=timezone.now() + timedelta(days=1))
    assert "没有找到" in found(client, "丙丁戊己")
    publishing.publish([make_section(slug="test2", body=body)])
    assert "没有找到" not in found(client, "丙丁戊己")
    publishing.withdraw(year=2017, slug="test2", note="")
    assert "没有找到" in found(client, "丙丁戊己")


def test_search_costs_a_fixed_number_of_queries(client, django_assert_num_queries):
    found(client, "创新")
    with django_assert_num_queries(6):
        found(client, "创新")

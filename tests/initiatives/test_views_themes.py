"""Themes: where and when each was taken up."""

import re

import pytest

from initiatives.models import Initiative, Theme
from initiatives.views import themes

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_theme_is_listed_and_has_a_page(client, prefix):
    page = client.get(f"{prefix}/themes/").content.decode()
    for theme in Theme.objects.all():
        path = f"{prefix}/themes/{theme.slug}/"
        assert f'href="{path}"' in page
        assert client.get(path).status_code == 200


def test_each_cell_is_what_its_link_gives(client):
    page = client.get("/themes/digital/").content.decode()
    cells = re.findall(r'<a href="(/initiatives/\?theme[^"]+)">(\d+)</a>', page)
    assert cells
    for path, n in cells:
        listed = client.get(path.replace("&amp;", "&")).content.decode()
        assert re.search(rf'<h2 id="res-h">{n} 条举措', listed), path


def test_not_listed_is_not_zero(client):
    page = client.get("/themes/digital/").content.decode()
    huangpu = re.search(r'<a href="/districts/huangpu/">.*?</tr>', page, re.DOTALL)[0]
    assert 'data-lv="x"><span class="vh">未单列' in huangpu
    assert 'data-lv="0"><span class="vh">0' in huangpu


def test_the_newest_twenty_are_shown_with_the_way_to_the_rest(client, monkeypatch):
    monkeypatch.setattr(themes, "NEWEST", 3)
    page = client.get("/themes/digital/").content.decode()
    shown = re.findall(r'<li class="irow">.*?/initiatives/([^"/]+)/"', page, re.DOTALL)
    newest = Initiative.objects.current().counted().filter(themes__slug="digital").in_reading_order()
    assert shown == list(newest.values_list("uid", flat=True)[:3])
    assert f"全部 {newest.count()} 条举措" in page


def test_a_theme_of_too_many_initiatives_shows_districts_without_years(client, monkeypatch):
    monkeypatch.setattr(themes, "COUNTED_NOW", 1)
    page = client.get("/themes/digital/").content.decode()
    assert '<th scope="col">2023</th>' not in page
    assert '<td class="sum">6</td>' in page


def test_an_unknown_theme_is_not_found(client):
    assert client.get("/themes/nothing/").status_code == 404


@pytest.mark.parametrize(("path", "queries"), [("/themes/", 1), ("/themes/digital/", 3)])
def test_themes_cost_a_fixed_number_of_queries(client, django_assert_num_queries, path, queries):
    client.get(path)
    with django_assert_num_queries(queries):
        client.get(path)

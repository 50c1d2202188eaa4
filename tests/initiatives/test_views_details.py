"""One initiative: always one step from its words, and back."""

import json
import re

import pytest
from django.test import Client

from initiatives import publishing
from initiatives.models import Initiative
from tests.documents import BODY, make_initiative, make_section

pytestmark = pytest.mark.django_db
UID = "2023-xuhui-03"


def test_every_initiative_has_a_page_with_its_words_marked():
    client = Client()  # not the watchful one, which is slow over so many pages
    for initiative in Initiative.objects.current():
        for prefix in ("", "/en") if initiative.position == 1 else ("",):
            page = client.get(prefix + initiative.get_absolute_url())
            assert page.status_code == 200
            quote = re.search(r"<blockquote.*?</blockquote>", page.content.decode(), re.DOTALL)[0]
            words = re.sub(r"<[^>]+>", "", re.search(r'<span class="src[^>]*>(.*)', quote, re.DOTALL)[1])
            assert words.startswith(initiative.exact[:8])


def test_its_clause_is_where_the_links_lead(client):
    page = client.get(f"/initiatives/{UID}/").content.decode()
    for path in ("/reports/2023/xuhui/", "/reports/2023/"):
        assert f'href="{path}#s-{UID}"' in page
        assert f'id="s-{UID}"' in client.get(path).content.decode()


def test_what_is_known_is_told(client):
    page = client.get("/initiatives/2017-zhangjiang-01/").content.decode()
    told = dict(re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", page))
    assert "7 月" in told["月份"]
    assert "浦东新区" in told["地区"]
    assert told["编号"] == "<code>2017-zhangjiang-01</code>"


def test_numbers_are_quoted_with_what_they_are(client):
    ordinal = Initiative.objects.current().filter(quantities__qualifier="ordinal").first()
    page = client.get(ordinal.get_absolute_url()).content.decode()
    assert "序数" in page


def test_a_statement_says_that_it_is_not_counted(client):
    statement = Initiative.objects.current().filter(is_counted=False).first()
    assert "不计入举措" in client.get(statement.get_absolute_url()).content.decode()


def test_its_like_elsewhere_is_of_the_same_kind_and_from_other_places(client):
    page = client.get(f"/initiatives/{UID}/").content.decode()
    related = re.findall(r'<li class="irow">.*?/initiatives/([^"/]+)/"', page, re.DOTALL)
    assert related
    kinds = Initiative.objects.current().filter(uid__in=related).values_list("kind", flat=True)
    assert set(kinds) == {Initiative.objects.current().get(uid=UID).kind}
    assert not any("-xuhui-" in uid for uid in related)


def test_an_initiative_of_a_withdrawn_section_is_gone_with_the_reason(client):
    publishing.publish([make_section()])
    publishing.withdraw(year=2017, slug="test", note="待核实")
    page = client.get("/initiatives/2017-test-01/")
    assert page.status_code == 410
    assert "待核实" in page.content.decode()


def test_an_initiative_that_a_correction_left_out_is_gone_with_its_note(client):
    publishing.publish([make_section()])
    publishing.publish([make_section(initiatives=())], note="误记，已删去")
    page = client.get("/initiatives/2017-test-01/")
    assert page.status_code == 410
    assert "误记，已删去" in page.content.decode()


def test_an_initiative_keeps_its_page_across_versions(client):
    publishing.publish([make_section()])
    renamed = make_initiative(title="三支基金设立")
    publishing.publish([make_section(initiatives=(renamed,))], note="改标题")
    page = client.get("/initiatives/2017-test-01/").content.decode()
    assert "三支基金设立" in page
    assert 'id="v-h"' in page


def test_a_clause_beyond_the_notes_of_a_long_section_is_still_marked(client, monkeypatch):
    monkeypatch.setattr("initiatives.narrative.INITIATIVES_A_SECTION", 0)
    publishing.publish([make_section()])
    page = client.get("/initiatives/2017-test-01/").content.decode()
    assert re.search(r'<span class="src[^>]*>设立三支基金</span>', page)
    assert BODY[:2] in page


def test_an_unknown_initiative_is_not_found(client):
    assert client.get("/initiatives/2023-xuhui-99/").status_code == 404
    assert client.get(f"/initiatives/{'x' * 3000}/").status_code == 404


def test_an_unknown_parameter_is_refused(client):
    assert client.get(f"/initiatives/{UID}/?version=1").status_code == 400


def test_the_page_describes_itself_to_machines(client):
    page = client.get(f"/initiatives/{UID}/").content.decode()
    quotation = json.loads(re.search(r'ld\+json">(.*?)</script>', page)[1])["@graph"][1]
    assert quotation["@type"] == "Quotation"
    assert quotation["identifier"] == UID
    assert quotation["text"] == Initiative.objects.current().get(uid=UID).exact
    assert client.get(f"/api/v1/initiatives/{UID}/").json()["id"] == UID


def test_an_initiative_costs_six_queries(client, django_assert_num_queries):
    client.get(f"/initiatives/{UID}/")
    with django_assert_num_queries(6):
        client.get(f"/initiatives/{UID}/")

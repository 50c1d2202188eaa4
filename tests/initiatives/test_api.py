"""Reports, sections, initiatives and themes as the API gives them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from initiatives.models import Initiative, Theme
from initiatives.publishing import publish, withdraw
from tests.documents import make_initiative, make_section

pytestmark = pytest.mark.django_db


def results(client, address):
    return client.get(f"/api/v1/{address}").json()["results"]


def ids(client, address):
    return [each["id"] for each in results(client, address)]


def test_every_initiative_is_a_slice_of_its_sections_body(client):
    bodies = {section["id"]: section["body"] for section in results(client, "sections/?page_size=1000")}
    initiatives = results(client, "initiatives/?page_size=1000")
    assert len(initiatives) == 146
    for each in initiatives:
        body = bodies[each["section"]]
        assert body[each["start"] : each["end"]] == each["exact"]
        assert body[: each["start"]].endswith(each["prefix"])
        assert body[each["end"] :].startswith(each["suffix"])
        for quantity in each["quantities"]:
            assert body[quantity["start"] : quantity["end"]] == quantity["text"]


def test_a_section_names_its_initiatives_in_printed_order(client):
    by_section = {}
    for each in results(client, "initiatives/?page_size=1000"):
        by_section.setdefault(each["section"], []).append(each["id"])
    for section in results(client, "sections/"):
        assert section["initiatives"] == by_section.get(section["id"], [])


def test_statements_are_listed_and_can_be_left_out(client):
    count = {
        word: client.get(f"/api/v1/initiatives/?count=true&counted={word}").json()["count"]
        for word in ("true", "false", "all")
    }
    assert count == {"true": 119, "false": 27, "all": 146}


def test_a_district_is_asked_for_by_code_or_slug(client):
    assert ids(client, "initiatives/?district=310104") == ids(client, "initiatives/?district=xuhui") != []


def test_places_and_themes_are_mentioned_with_their_names_and_addresses(client):
    each = client.get("/api/v1/initiatives/2023-xuhui-03/").json()
    assert each["districts"] == [
        {
            "id": "310104",
            "slug": "xuhui",
            "name": "徐汇区",
            "name_en": "Xuhui District",
            "url": "http://testserver/api/v1/districts/310104/",
        }
    ]
    for mention in [*each["zones"], *each["themes"], *each["districts"]]:
        assert client.get(mention["url"]).json()["name"] == mention["name"]


@pytest.mark.parametrize("ordering", ["newest", "oldest", "place"])
def test_every_ordering_walks_through_all_of_them_once(client, ordering):
    found, address = [], f"/api/v1/initiatives/?ordering={ordering}&page_size=40"
    while address:
        page = client.get(address).json()
        found += [each["id"] for each in page["results"]]
        address = page["next"]
    assert len(found) == len(set(found)) == 146


def test_orderings_begin_where_they_say(client):
    years = {
        word: results(client, f"initiatives/?ordering={word}&page_size=1")[0]["year"]
        for word in ("newest", "oldest")
    }
    assert years == {"newest": 2023, "oldest": 2017}
    assert ids(client, "initiatives/") == ids(client, "initiatives/?ordering=newest")


def test_a_cursor_of_another_ordering_is_refused(client):
    following = client.get("/api/v1/initiatives/?page_size=2").json()["next"]
    answer = client.get(following + "&ordering=oldest")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == "cursor"


def test_a_walk_keeps_what_was_there_while_others_are_published_and_withdrawn(client):
    before = set(ids(client, "initiatives/?page_size=1000"))
    gone = {
        each["id"]
        for each in results(client, "initiatives/?page_size=1000")
        if each["section"] == "2017/xuhui"
    }
    first = client.get("/api/v1/initiatives/?page_size=50").json()
    publish([make_section(position=1, slug="early")])
    withdraw(year=2017, slug="xuhui", note="重复")
    found, address = [each["id"] for each in first["results"]], first["next"]
    while address:
        page = client.get(address).json()
        found += [each["id"] for each in page["results"]]
        address = page["next"]
    assert len(found) == len(set(found))
    assert before - gone <= set(found)


def test_what_is_published_shows_at_once_and_what_is_withdrawn_is_gone(client):
    address = "/api/v1/initiatives/2017-test-01/"
    assert client.get(address).status_code == 404
    publish([make_section()])
    assert client.get(address).json()["version"] == 1
    withdraw(year=2017, slug="test", note="重复")
    assert client.get(address).status_code == 404


def test_a_correction_keeps_the_id_and_raises_the_version(client):
    publish([make_section()])
    corrected = make_section(initiatives=(make_initiative(title="设立三支基金，更正"),))
    publish([corrected], note="标题有误")
    each = client.get("/api/v1/initiatives/2017-test-01/").json()
    assert (each["title"], each["version"]) == ("设立三支基金，更正", 2)


def test_what_is_scheduled_does_not_exist_yet(client):
    publish([make_section()], at=timezone.now() + timedelta(days=1))
    for path in ("sections/2017/test/", "initiatives/2017-test-01/"):
        unknown = path.replace("test", "none")
        scheduled, absent = (client.get(f"/api/v1/{each}") for each in (path, unknown))
        assert scheduled.status_code == absent.status_code == 404
        assert scheduled.json()["detail"].replace("test", "none") == absent.json()["detail"]
    assert "2017-test-01" not in ids(client, "initiatives/?year=2017&page_size=1000")


def test_an_edited_theme_is_named_anew_in_every_object_and_has_a_new_version(client):
    before = client.get("/api/v1/themes/digital/").json()
    theme = Theme.objects.get(slug="digital")
    theme.name_en = "Digital matters"
    theme.save()
    after = client.get("/api/v1/themes/digital/").json()
    assert (after["name_en"], after["version"]) == ("Digital matters", before["version"] + 1)
    each = results(client, "initiatives/?theme=digital&page_size=1")[0]
    assert "Digital matters" in [mention["name_en"] for mention in each["themes"]]


def test_addresses_of_pages_are_those_the_models_give(client):
    for row in Initiative.objects.current()[:5]:
        served = client.get(f"/api/v1/initiatives/{row.uid}/").json()
        assert served["html_url"] == "http://testserver" + row.get_absolute_url()


def test_reports_come_newest_first_with_their_number_of_sections(client):
    found = [(each["id"], each["section_count"]) for each in results(client, "reports/")]
    assert found == [("2023", 16), ("2017", 7)]


def test_links_of_reports_and_themes_lead_to_what_they_say(client):
    for name in ("reports", "themes"):
        for each in results(client, f"{name}/"):
            assert client.get(each["initiatives_url"]).status_code == 200
    assert len(client.get(results(client, "reports/")[0]["sections_url"]).json()["results"]) == 16

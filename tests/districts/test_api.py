"""Districts and zones as the API gives them."""

import pytest

from districts.choices import ZoneKind
from districts.models import District, Zone

pytestmark = pytest.mark.django_db


def results(client, address):
    return client.get(f"/api/v1/{address}").json()["results"]


def test_all_districts_come_in_their_order_with_their_codes(client):
    found = [(each["id"], each["name"]) for each in results(client, "districts/")]
    assert found == list(District.objects.values_list("code", "name"))


def test_a_district_answers_to_its_code_and_to_its_slug_with_one_address(client):
    by_code, by_slug = (client.get(f"/api/v1/districts/{key}/").json() for key in ("310104", "xuhui"))
    assert by_code == by_slug
    assert by_code["url"] == "http://testserver/api/v1/districts/310104/"
    assert by_code["html_url"] == "http://testserver/districts/xuhui/"


def test_a_zone_across_districts_is_told_apart_from_a_zone_in_one(client):
    for zone in Zone.objects.prefetch_related("memberships__district"):
        served = client.get(f"/api/v1/zones/{zone.slug}/").json()
        for name, is_partial in (("districts", False), ("partial_districts", True)):
            codes = {m.district.code for m in zone.memberships.all() if m.is_partial is is_partial}
            assert {mention["id"] for mention in served[name]} == codes


def test_a_district_mentions_the_zones_that_mention_it(client):
    zones = results(client, "zones/?page_size=1000")
    for district in results(client, "districts/"):
        there = [
            zone["id"]
            for zone in zones
            if district["id"] in {d["id"] for d in zone["districts"] + zone["partial_districts"]}
        ]
        assert [zone["id"] for zone in district["zones"]] == there


def test_zones_are_filtered_by_kind_and_district(client):
    every = results(client, "zones/?page_size=1000")
    for kind in ZoneKind.values:
        assert results(client, f"zones/?kind={kind}") == [zone for zone in every if zone["kind"] == kind]
    pudong = {zone["id"] for zone in results(client, "zones/?district=pudong")}
    assert pudong == {zone["id"] for zone in client.get("/api/v1/districts/pudong/").json()["zones"]}


def test_an_edited_district_shows_at_once_with_a_new_version(client):
    before = client.get("/api/v1/districts/xuhui/").json()
    district = District.objects.get(slug="xuhui")
    district.summary_en = "Edited."
    district.save()
    after = client.get("/api/v1/districts/xuhui/").json()
    assert (after["summary_en"], after["version"]) == ("Edited.", before["version"] + 1)
    assert after["updated_at"] > before["updated_at"]


def test_links_of_a_place_lead_to_what_they_say(client):
    for address in ("districts/xuhui/", "zones/g60-corridor/"):
        place = client.get(f"/api/v1/{address}").json()
        for name in ("initiatives_url", "sections_url"):
            assert client.get(place[name]).status_code == 200

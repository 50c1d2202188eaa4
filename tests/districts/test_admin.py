"""Editing places through the admin's own forms."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from districts.models import District, PlaceName, Zone, ZoneDistrict
from initiatives import catalogue
from initiatives.models import Change
from initiatives.version import content_version
from tests.forms import fields_of, sent_from

pytestmark = pytest.mark.django_db

XUHUI, HUANGPU = "310104", "310101"


@pytest.fixture
def client():
    client = Client()
    client.force_login(User.objects.create_superuser("chief"))
    return client


@pytest.fixture
def changes(client):
    """A function that returns the changes made since the test began, oldest first."""
    start = Change.objects.first().serial
    return lambda: list(Change.objects.filter(serial__gt=start).order_by("serial"))


def page_of(place, name="change"):
    return reverse(f"admin:districts_{place._meta.model_name}_{name}", args=[place.pk])


def test_an_edit_shows_at_once(client, changes):
    before = content_version()
    district = District.objects.get(code=XUHUI)
    response = sent_from(client, page_of(district), summary="滨江与枫林。")
    assert response.status_code == 302
    assert content_version() != before
    assert catalogue.current().district_by_code[XUHUI].summary == "滨江与枫林。"


def test_one_edit_of_a_place_and_its_names_is_one_change(client, changes):
    district = District.objects.get(code=XUHUI)
    district.names.create(text="徐家汇街道", is_decoy=False)
    version = Change.objects.filter(key=f"district:{XUHUI}").first().version
    sent = fields_of(client.get(page_of(district))) | {"name_en": "Xuhui", "summary": "滨江。"}
    rows = int(sent["names-TOTAL_FORMS"])
    sent |= {"names-TOTAL_FORMS": rows + 2, "names-0-DELETE": "on"}
    sent |= {f"names-{rows}-text": "枫林", f"names-{rows + 1}-text": "徐泾"}
    sent |= {f"names-{rows + 1}-is_decoy": "on"}
    assert client.post(page_of(district), sent).status_code == 302
    latest = changes()[-1]
    assert [change.key for change in changes()[1:]] == [f"district:{XUHUI}"]
    assert (latest.verb, latest.version) == ("place", version + 1)
    assert set(district.names.values_list("text", "is_decoy")) >= {("枫林", False), ("徐泾", True)}


def test_an_edit_keeps_what_was_there_and_who_changed_it(client):
    district = District.objects.get(code=XUHUI)
    sent_from(client, page_of(district), summary="滨江。")
    now, before = district.history.all()[:2]
    assert (now.summary, now.history_user.username) == ("滨江。", "chief")
    assert before.summary == district.summary
    page = client.get(page_of(district, "history")).content.decode()
    assert f"{district.summary} → 滨江。" in page
    assert "chief" in page


def test_saving_without_a_change_changes_nothing(client, changes):
    for place in (District.objects.get(code=XUHUI), Zone.objects.first()):
        assert sent_from(client, page_of(place)).status_code == 302
    assert changes() == []


def test_a_refused_edit_changes_nothing(client, changes):
    district = District.objects.get(code=XUHUI)
    response = sent_from(client, page_of(district), summary="滨江。", tile_row="1", tile_col="")
    assert "要么都不填" in response.content.decode()
    assert changes() == []
    assert District.objects.get(code=XUHUI).summary == district.summary


def test_where_a_zone_lies_is_part_of_the_zone(client, changes):
    zone = Zone.objects.get(slug="lingang")
    sent = fields_of(client.get(page_of(zone)))
    row = int(sent["memberships-TOTAL_FORMS"])
    sent |= {
        "memberships-TOTAL_FORMS": row + 1,
        f"memberships-{row}-district": District.objects.get(code=XUHUI).pk,
        f"memberships-{row}-is_partial": "on",
    }
    assert client.post(page_of(zone), sent).status_code == 302
    assert [change.key for change in changes()] == ["zone:lingang"]
    assert XUHUI in {d.code for d in catalogue.current().partial_districts["lingang"]}


def test_moving_a_name_is_a_change_of_both_places(client, changes):
    name = PlaceName.objects.create(text="某地", district=District.objects.get(code=XUHUI))
    sent_from(client, page_of(name), district=District.objects.get(code=HUANGPU).pk)
    moved = {change.key for change in changes()[1:]}
    assert moved == {f"district:{XUHUI}", f"district:{HUANGPU}"}


def test_a_name_points_to_one_place(client):
    url = reverse("admin:districts_placename_add")
    both = {"district": District.objects.first().pk, "zone": Zone.objects.first().pk}
    for places in ({}, both):
        response = client.post(url, {"text": "某地"} | places)
        assert "二者取一" in response.content.decode()


def test_a_permanent_identifier_cannot_be_changed(client):
    district, zone = District.objects.get(code=XUHUI), Zone.objects.get(slug="lingang")
    sent_from(client, page_of(district), code="999999", slug="elsewhere")
    sent_from(client, page_of(zone), slug="elsewhere")
    district.refresh_from_db()
    zone.refresh_from_db()
    assert (district.code, district.slug, zone.slug) == (XUHUI, "xuhui", "lingang")


def test_a_new_zone_is_one_change(client, changes):
    sent = {"slug": "new-park", "name": "新园区", "name_en": "New Park", "kind": "park"}
    sent |= {"name_en_status": "literal", "position": 900}
    sent |= {"memberships-0-district": District.objects.get(code=XUHUI).pk, "names-0-text": "新园"}
    counts = {"memberships-TOTAL_FORMS": 1, "names-TOTAL_FORMS": 1}
    counts |= {"memberships-INITIAL_FORMS": 0, "names-INITIAL_FORMS": 0}
    assert client.post(reverse("admin:districts_zone_add"), sent | counts).status_code == 302
    assert [(change.key, change.version) for change in changes()] == [("zone:new-park", 1)]


@pytest.mark.parametrize("slug", ["Upper", "two  words", "汉字", "-edge", "a/b"])
def test_an_address_name_that_is_no_address_is_refused(client, slug):
    response = client.post(reverse("admin:districts_zone_add"), {"slug": slug})
    assert "只能用小写字母" in response.content.decode()


def test_a_place_the_record_points_to_cannot_be_deleted(client, changes):
    for place in (District.objects.get(code=XUHUI), Zone.objects.get(slug="lingang")):
        page = client.post(page_of(place, "delete"), {"post": "yes"})
        assert f"{place}：被 " in page.content.decode()
        assert type(place).objects.filter(pk=place.pk).exists()
    assert changes() == []


def test_places_the_record_points_to_cannot_be_deleted_together(client):
    chosen = {"_selected_action": list(District.objects.values_list("pk", flat=True)), "index": "0"}
    url = reverse("admin:districts_district_changelist")
    page = client.post(url, chosen | {"action": "delete_selected", "post": "yes"})
    assert "徐汇区：被 2 条章节引用" in page.content.decode()
    assert District.objects.count() == 16


def test_deleting_an_unused_place_is_one_change_with_its_names(client, changes):
    zone = Zone.objects.create(slug="old-park", name="旧园区", name_en="Old Park", kind="park", position=901)
    zone.names.create(text="旧园")
    ZoneDistrict.objects.create(zone=zone, district=District.objects.first())
    before = len(changes())
    assert client.post(page_of(zone, "delete"), {"post": "yes"}).status_code == 302
    assert [(change.key, change.digest) for change in changes()[before:]] == [("zone:old-park", "deleted")]
    assert not PlaceName.objects.filter(text="旧园").exists()


def test_every_field_of_a_row_says_its_name(client):
    shown = client.get(page_of(Zone.objects.get(slug="lingang")))
    for inline in shown.context["inline_admin_formsets"]:
        for field in inline.formset.forms[0].visible_fields():
            assert f'aria-label="{field.label}"' in str(field)


def test_two_forms_that_name_the_same_place_at_once_get_a_message(client):
    """The second of two editors sends a row that is already there, and that the form did not know of."""
    zone = Zone.objects.get(slug="lingang")
    sent = fields_of(client.get(page_of(zone))) | {"memberships-INITIAL_FORMS": 0}
    response = client.post(page_of(zone), sent, follow=True)
    assert "没有保存" in response.content.decode()


@pytest.mark.parametrize("name", ["district", "zone", "placename"])
def test_a_list_costs_the_same_however_long_it_is(client, name, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        client.get(reverse(f"admin:districts_{name}_changelist"))

"""The record in the admin: all to be read, nothing to be written."""

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from initiatives.models import Change, Initiative, Passage, Quantity, Report, Section, Theme
from initiatives.publishing import withdraw
from initiatives.search.index import matching
from tests.forms import sent_from

pytestmark = pytest.mark.django_db

RECORD = [Section, Initiative, Quantity, Passage, Change]
every_record_model = pytest.mark.parametrize("model", RECORD, ids=lambda model: model.__name__)


@pytest.fixture
def client():
    client = Client()
    client.force_login(User.objects.create_superuser("chief"))
    return client


def page(model, name, *args):
    return reverse(f"admin:initiatives_{model._meta.model_name}_{name}", args=args)


def listed(client, model, **query):
    return list(client.get(page(model, "changelist"), query).context["cl"].queryset)


@every_record_model
def test_not_even_a_superuser_can_write_the_record(client, model):
    row, count = model.objects.first(), model.objects.count()
    assert client.post(page(model, "add"), {}).status_code == 403
    assert client.post(page(model, "change", row.pk), {"title": "x", "note": "x"}).status_code == 403
    assert client.post(page(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": row.pk, "index": "0", "post": "yes"}
    client.post(page(model, "changelist"), chosen)
    assert model.objects.count() == count


@every_record_model
def test_who_may_view_the_record_can_open_it_and_others_cannot(model):
    user = User.objects.create_user("reader", is_staff=True)
    client = Client()
    client.force_login(user)
    assert client.get(page(model, "changelist")).status_code == 403
    user.user_permissions.add(Permission.objects.get(codename=f"view_{model._meta.model_name}"))
    assert client.get(page(model, "changelist")).status_code == 200


@every_record_model
def test_a_list_costs_the_same_however_long_it_is(client, model, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        client.get(page(model, "changelist"))


def test_an_initiative_shows_its_clause_in_its_place(client):
    initiative = Initiative.objects.current().exclude(prefix="").first()
    text = client.get(page(Initiative, "change", initiative.pk)).content.decode()
    assert f"…{initiative.prefix}<mark>{initiative.exact}</mark>{initiative.suffix}…" in text
    assert f"第 {initiative.start + 1}–{initiative.end} 字" in text


def test_a_section_shows_why_it_is_about_its_place(client):
    section = Section.objects.current().get(year=2017, slug="lingang")
    text = client.get(page(Section, "change", section.pk)).content.decode()
    assert "“临港”（小标题）；“临港地区”（地标）" in text
    for initiative in section.initiatives.all():
        assert initiative.title in text


def test_every_row_of_the_record_leads_to_its_public_page(client):
    for model in (Section, Initiative):
        row = model.objects.current().first()
        link = f'<a href="{row.get_absolute_url()}"'
        assert link in client.get(page(model, "changelist")).content.decode()
        assert row.get_absolute_url() in client.get(page(model, "change", row.pk)).content.decode()


def test_the_record_is_searched_as_the_public_searches_it(client):
    for model in (Section, Initiative):
        for words in ("张江", "人工智能 徐汇", "AI"):
            assert set(listed(client, model, q=words)) == set(matching(model.objects.all(), words))
    assert [row.uid for row in listed(client, Initiative, q="2023-xuhui-03")] == ["2023-xuhui-03"]


def test_past_versions_are_told_from_current_ones(client):
    withdraw(year=2017, slug="lingang", note="试")
    assert [row.slug for row in listed(client, Section, standing="past")] == ["lingang"]
    assert len(listed(client, Section, standing="current")) == 22
    assert listed(client, Section, standing="coming") == []
    assert "已被替换或撤回" in client.get(page(Section, "changelist")).content.decode()


def test_the_record_is_filtered_by_year(client):
    assert {row.year for row in listed(client, Initiative, year="2017")} == {2017}
    assert {row.initiative.year for row in listed(client, Quantity, year="2023")} == {2023}


@pytest.mark.parametrize("model", [Report, Theme], ids=lambda model: model.__name__)
def test_what_the_record_points_to_cannot_be_deleted(client, model):
    row = model.objects.first()
    text = client.post(page(model, "delete", row.pk), {"post": "yes"}).content.decode()
    assert f"{row}：被 " in text
    assert model.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize(
    ("model", "permanent", "edited"),
    [(Report, {"year": "1999"}, {"title_en": "Another"}), (Theme, {"slug": "x"}, {"name_en": "Another"})],
    ids=["Report", "Theme"],
)
def test_an_edit_is_one_change_and_leaves_the_identifier(client, model, permanent, edited):
    row, start = model.objects.first(), Change.objects.first().serial
    assert sent_from(client, page(model, "change", row.pk), **permanent, **edited).status_code == 302
    after = model.objects.get(pk=row.pk)
    assert Change.objects.filter(serial__gt=start).count() == 1
    for name, value in edited.items():
        assert getattr(after, name) == value
    for name in permanent:
        assert getattr(after, name) == getattr(row, name)

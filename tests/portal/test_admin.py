"""What holds on every page of the admin, whatever it shows."""

import re
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db import models
from django.test import Client
from django.urls import reverse

from initiatives.models import Change
from tests.forms import fields_of, sent_from

pytestmark = pytest.mark.django_db

NINES = "9" * 20
REGISTERED = sorted(admin.site._registry, key=lambda model: model._meta.label)
READ_ONLY = {"Section", "Initiative", "Quantity", "Passage", "Change"}
EDITABLE = [model for model in REGISTERED if model.__name__ not in READ_ONLY]
BAD_QUERIES = [
    f"id__in={NINES}",
    f"id__range=1,{NINES}",
    "pk=abc",
    "password__startswith=pbkdf2",
    "nonsense=1",
    f"p={NINES}",
    "p=-1",
    f"q={'x ' * 2000}",
    "q=%FF",
    "q=%00",
    f"o={'1.' * 2000}1",
    f"o={NINES}",
    "o=x.-.--1",
    "_to_field=password",
    f"_to_field={NINES}",
    "e=1&id__regex=(a%2B)%2B%24",
]
INSTANTS = ("__gte", "__lt", "__year", "__month", "__day")
BAD_TEXTS = ["\x00", "a\x00b", "\udc00"]
BAD_NUMBERS = [NINES, "-1"]
BAD_VALUES = [*BAD_TEXTS, *BAD_NUMBERS, "1e999", "x" * 20_000, "10000-01-01", "0000-00-00"]

every_model = pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model.__name__)
every_editable_model = pytest.mark.parametrize("model", EDITABLE, ids=lambda model: model.__name__)


@pytest.fixture
def client():
    """Django's own client: its forms look up each inline row by itself, which the watchful one refuses."""
    return Client()


@pytest.fixture
def chief(client):
    user = User.objects.create_superuser("chief")
    client.force_login(user)
    return user


def page(model, name, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


def counts():
    """Return how many rows each table holds, and the last change."""
    tables = [m for m in apps.get_models() if m._meta.app_label != "sessions"]
    return {m._meta.label: m._base_manager.count() for m in tables} | {"last": Change.objects.first()}


def row_of(model):
    return model._default_manager.first() or model._default_manager.create(name="editors")


@every_model
def test_every_admin_page_opens(client, chief, model):
    row = row_of(model)
    for query in ("", "?q=a", "?q=%E5%BE%90%E6%B1%87"):
        assert client.get(page(model, "changelist") + query).status_code == 200
    assert client.get(page(model, "change", row.pk)).status_code == 200
    assert client.get(page(model, "history", row.pk)).status_code == 200
    is_editable = model in EDITABLE
    assert client.get(page(model, "add")).status_code == (200 if is_editable else 403)
    assert client.get(page(model, "delete", row.pk)).status_code == (200 if is_editable else 403)


@every_model
def test_every_offered_filter_opens(client, chief, model):
    changelist = client.get(page(model, "changelist")).context["cl"]
    choices = [choice for spec in changelist.filter_specs for choice in spec.choices(changelist)]
    for choice in choices:
        query = choice["query_string"]
        assert client.get(page(model, "changelist") + query).status_code == 200, query


def test_a_past_version_of_a_place_opens_and_cannot_be_sent_back(client, chief):
    model = apps.get_model("districts", "District")
    row = model.objects.first()
    version = reverse("admin:districts_district_simple_history", args=[row.pk, row.history.first().pk])
    assert client.get(version).status_code == 200
    assert client.post(version, {"name": "x"}).status_code == 405


def test_the_admin_speaks_chinese_whatever_the_browser_prefers(client, chief):
    response = client.get("/admin/", headers={"Accept-Language": "en"})
    assert response.headers["Content-Language"] == "zh-Hans"
    text = response.content.decode()
    for words in ("科创年报 · 管理", "注销", "行政区", "别名与地标", "年度报告", "最近动作"):
        assert words in text


@every_model
def test_a_list_asked_for_nonsense_answers(client, chief, model):
    before = counts()
    for query in BAD_QUERIES:
        response = client.get(f"{page(model, 'changelist')}?{query}")
        assert response.status_code in (200, 302, 400), query
    assert counts() == before


@every_model
def test_only_the_filters_a_list_offers_can_be_used(client, chief, model):
    """A regular expression, or a lookup through a relation, could hold a worker or spell out a password."""
    model_admin = admin.site.get_model_admin(model)
    offered = model_admin.filter_names(client.get("/admin/").wsgi_request)
    fields = [field for field in model._meta.get_fields() if isinstance(field, models.Field)]
    lookups = {f"{field.name}__{name}" for field in fields for name in field.get_lookups()}
    through = {f"{field.name}__{name}" for field in fields for name in ("pk", "id", "password", "name")}
    for lookup in (lookups | through) - offered:
        assert not model_admin.lookup_allowed(lookup, "1", None), lookup
    assert not any("regex" in name for name in offered)


@every_model
def test_a_filter_that_is_not_offered_gets_a_message_and_the_whole_list(client, chief, model):
    url = page(model, "changelist")
    response = client.get(url, {f"{model._meta.pk.name}__regex": "(a+)+$"}, follow=True)
    assert response.redirect_chain == [(url, 302)]
    assert "筛选条件无法识别" in response.content.decode()


@every_model
def test_an_offered_filter_given_nonsense_answers(client, chief, model):
    url = page(model, "changelist")
    names = admin.site.get_model_admin(model).filter_names(client.get("/admin/").wsgi_request)
    for name in sorted(names):
        instants = ["10000", "9999-12-31T23:59:59-14:00"] if name.endswith(INSTANTS) else []
        for value in [NINES, "abc", *instants]:
            assert client.get(url, {name: value}).status_code in (200, 302), (name, value)
            client.cookies.pop("messages", None)


@every_editable_model
def test_an_unreadable_selection_changes_nothing(client, chief, model):
    before = counts()
    for chosen in ("abc", NINES, "-1", "1.5", "\x00", ""):
        data = {"action": "delete_selected", "index": "0", "_selected_action": chosen, "post": "yes"}
        assert client.post(page(model, "changelist"), data).status_code in (302, 400), chosen
    assert counts() == before


@every_model
def test_an_unknown_row_is_said_to_be_unknown(client, chief, model):
    for key in ("abc", NINES, "-1", "_00", "1/x", "%EF%BF%BD"):
        for name in ("change", "history", "delete"):
            assert client.get(page(model, name, key)).status_code in (302, 403, 404), (name, key)


def send(client, url, fields):
    """Send a form whose text a browser gone wrong has encoded."""
    broken = {k: v.encode("utf-8", "surrogatepass") if isinstance(v, str) else v for k, v in fields.items()}
    form = "application/x-www-form-urlencoded"
    return client.post(url, urlencode(broken, doseq=True), content_type=form)


def first_rows_only(fields):
    """Leave out the inline rows after the first: they are all alike."""
    return [name for name in fields if not re.search(r"-[1-9]\d*-", name)]


@every_editable_model
def test_a_form_full_of_nonsense_is_not_saved(client, chief, model):
    url = page(model, "change", row_of(model).pk)
    shown = fields_of(client.get(url))
    before = counts()
    for value in BAD_VALUES:
        response = send(client, url, dict.fromkeys(shown, value))
        assert response.status_code in (200, 400) or response.headers["Location"] == url, value[:20]
    assert counts() == before


@every_editable_model
def test_one_field_that_no_database_could_store_is_refused(client, chief, model):
    url = page(model, "change", row_of(model).pk)
    shown = fields_of(client.get(url))
    before = counts()
    for name in first_rows_only(shown):
        for value in BAD_TEXTS:
            response = send(client, url, shown | {name: value})
            assert response.status_code == 400, (name, value)
    assert "残缺的字符" in response.content.decode()
    assert counts() == before


@every_editable_model
def test_one_number_out_of_range_is_no_error(client, chief, model):
    url = page(model, "change", row_of(model).pk)
    shown = fields_of(client.get(url))
    for name in first_rows_only(shown):
        for value in BAD_NUMBERS:
            assert send(client, url, shown | {name: value}).status_code in (200, 302, 400), (name, value)


@every_editable_model
def test_a_new_form_filled_from_its_address_with_nonsense_opens(client, chief, model):
    names = [field.name for field in model._meta.get_fields()]
    for value in ("abc", NINES, "-1", "1" * 300):
        assert client.get(page(model, "add"), dict.fromkeys(names, value)).status_code == 200


@pytest.mark.parametrize("query", ["term=x&page=abc", f"page={NINES}", f"term={'x ' * 2000}", "term=%00"])
def test_suggestions_asked_for_nonsense_answer(client, chief, query):
    field = "app_label=districts&model_name=placename&field_name=district"
    assert client.get(f"/admin/autocomplete/?{field}&{query}").status_code in (200, 400, 404)
    assert client.get(f"/admin/autocomplete/?{query}").status_code in (400, 403)


def test_suggestions_find_a_place_by_its_pinyin(client, chief):
    field = "app_label=districts&model_name=placename&field_name=district"
    found = client.get(f"/admin/autocomplete/?{field}&term=xuhui").json()["results"]
    assert [one["text"] for one in found] == ["徐汇区"]


@pytest.mark.parametrize("target", ["//evil.example", "/\\evil.example", "https://evil.example/", "\t//evil"])
def test_signing_in_leads_nowhere_else(client, chief, target):
    chief.set_password("a long enough password")
    chief.save()
    client.logout()
    form = {"username": "chief", "password": "a long enough password", "next": target}
    response = client.post("/admin/login/", form)
    assert response.status_code == 302
    assert "evil" not in response.headers.get("Location", "").partition("?")[0]


def test_a_stranger_is_asked_to_sign_in(client):
    response = client.get("/admin/districts/district/")
    assert response.headers["Location"].startswith("/admin/login/?next=")
    assert response.headers["Cache-Control"] == "private, no-store"


def test_a_refused_form_leaves_no_entry_in_the_log(client, chief):
    model = apps.get_model("districts", "Zone")
    response = sent_from(client, page(model, "change", model.objects.first().pk), position="0")
    assert "次序在 1 到" in response.content.decode()
    assert not LogEntry.objects.exists()

"""The demonstration content: complete, faithful to the chapter files, and loaded through the door."""

import hashlib
import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from districts.choices import ZoneKind
from districts.models import District, PlaceName, Zone
from initiatives.choices import InitiativeKind, Status
from initiatives.models import Change, Initiative, Passage, Quantity, Report, Section, Theme

pytestmark = pytest.mark.django_db
FIXTURES = Path(settings.BASE_DIR) / "fixtures"


def read(name: str):
    return json.loads((FIXTURES / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("model", "number"),
    [(District, 16), (Zone, 48), (Theme, 14), (Report, 2), (Section, 23), (Initiative, 146), (Quantity, 32)],
)
def test_everything_is_there(model, number):
    assert model.objects.count() == number


def test_119_initiatives_count_and_27_are_statements():
    assert Initiative.objects.current().counted().count() == 119


def test_seven_sections_in_2017_and_sixteen_in_2023():
    years = Section.objects.current().values_list("year", flat=True)
    assert sorted(years) == [2017] * 7 + [2023] * 16


def test_loading_again_changes_nothing():
    tables = (
        District,
        Zone,
        PlaceName,
        Theme,
        Report,
        Section,
        Initiative,
        Passage,
        Change,
        Zone.history.model,
    )
    before = [model.objects.count() for model in tables]
    call_command("load_content", verbosity=0)
    assert [model.objects.count() for model in tables] == before


@pytest.mark.parametrize("year", [2017, 2023])
def test_a_report_put_back_together_is_its_chapter_file_character_for_character(year):
    passages = Passage.objects.current().filter(report__year=year).order_by("position")
    text = "".join(passage.text for passage in passages)
    stored = (FIXTURES / f"{year}.txt").read_bytes()
    assert text.encode("utf-8") == stored
    assert {passage.source_sha256 for passage in passages} == {hashlib.sha256(stored).hexdigest()}
    assert all(text[p.start : p.end] == p.text for p in passages)


def test_every_quotation_equals_its_slice_of_the_stored_body():
    for initiative in Initiative.objects.select_related("section").prefetch_related("quantities"):
        body = initiative.section.body
        assert body[initiative.start : initiative.end] == initiative.exact
        assert body[: initiative.start].endswith(initiative.prefix)
        assert body[initiative.end :].startswith(initiative.suffix)
        for quantity in initiative.quantities.all():
            assert body[quantity.start : quantity.end] == quantity.text


def test_a_bodys_source_offsets_lead_to_it_in_the_chapter_file():
    for section in Section.objects.current():
        text = (FIXTURES / f"{section.year}.txt").read_bytes().decode("utf-8")
        assert text[section.source_start : section.source_end] == section.body


def test_initiatives_are_those_of_the_fixtures_field_by_field():
    given = {
        i["uid"]: (
            i["title"],
            i["title_en"],
            i["kind"],
            i["status"] or "",
            i["month"],
            i["exact"],
            i["organisations"],
        )
        for chapter in read("initiatives.json")["chapters"]
        for section in chapter["sections"]
        for i in section["initiatives"]
    }
    stored = {
        i.uid: (i.title, i.title_en, i.kind, i.status, i.month, i.exact, i.organisations)
        for i in Initiative.objects.current()
    }
    assert stored == given


def test_ten_headings_of_2023_were_supplied_and_their_places_confirmed():
    supplied = Section.objects.current().filter(is_heading_printed=False)
    assert {(s.year, s.place_basis) for s in supplied} == {(2023, "confirmed")}
    assert supplied.count() == 10


def test_four_captions_have_lost_their_figure():
    captions = Passage.objects.current().filter(kind="caption")
    assert {(c.report.year, c.section_slug) for c in captions.select_related("report")} == {
        (2017, "lingang"),
        (2017, "xuhui"),
        (2017, "minhang"),
        (2017, ""),
    }


def test_the_years_a_zone_is_named_follow_from_the_record():
    for entry in read("zones.json"):
        years = Initiative.objects.current().filter(zone_links__zone__slug=entry["slug"])
        assert sorted(set(years.values_list("year", flat=True))) == entry["years"]


def test_the_vocabularies_in_code_are_those_of_the_fixtures():
    vocabularies = read("themes.json")
    for choices, name in ((InitiativeKind, "kinds"), (ZoneKind, "zone_kinds"), (Status, "statuses")):
        given = [(entry["slug"], entry["en"], entry["zh"]) for entry in vocabularies[name]]
        assert [(m.value, m.label_en, m.label) for m in choices] == given
    counted = {entry["slug"] for entry in vocabularies["kinds"] if entry["counted"]}
    assert {kind.value for kind in InitiativeKind if kind.is_counted} == counted

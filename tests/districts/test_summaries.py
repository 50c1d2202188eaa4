from types import SimpleNamespace

import pytest

from districts import summaries
from districts.models import District


def make_district(slug, row=None, col=None, name="", name_en=""):
    return District(slug=slug, code=slug, tile_row=row, tile_col=col, name=name, name_en=name_en)


def make_section(year, zones=(), headline=""):
    return SimpleNamespace(year=year, zones=zones, headline=headline)


def make_report(year):
    return SimpleNamespace(year=year)


@pytest.mark.parametrize(
    ("name", "name_en", "short", "short_en"),
    [
        ("徐汇区", "Xuhui District", "徐汇", "Xuhui"),
        ("浦东新区", "Pudong New Area", "浦东", "Pudong"),
        ("矿区", "Kuang District", "矿区", "Kuang"),
    ],
)
def test_tile_carries_the_name_without_its_rank(name, name_en, short, short_en):
    district = make_district("x", name=name, name_en=name_en)
    assert summaries.short_name(district) == {"name": short, "name_en": short_en}


def test_district_without_a_tile_is_not_drawn():
    drawn = summaries.grid([make_district("a", 2, 3), make_district("b")])
    assert [tile["slug"] for tile in drawn["tiles"]] == ["a"]
    assert (drawn["rows"], drawn["cols"]) == (2, 3)


def test_map_of_no_districts_has_no_tiles():
    assert summaries.grid([])["tiles"] == []


def test_ruler_shows_the_years_between_and_links_only_collected_ones():
    ruler = summaries.ruler([2017, 2020], lambda year: f"#y{year}", current=2020)
    assert [(each["year"], each["url"]) for each in ruler] == [
        (2017, "#y2017"),
        (2018, None),
        (2019, None),
        (2020, "#y2020"),
    ]
    assert [each["year"] for each in ruler if each["current"]] == [2020]


def test_long_ruler_ends_with_the_newest_year():
    years = [each["year"] for each in summaries.ruler(range(1990, 2024), str)]
    assert years == list(range(2012, 2024))


def test_long_ruler_reaches_back_to_the_year_shown():
    years = [each["year"] for each in summaries.ruler(range(1990, 2024), str, current=1995)]
    assert 1995 in years
    assert len(years) == summaries.RULER_YEARS


def test_ruler_without_reports_is_empty():
    assert summaries.ruler([], str) == []


def test_first_quoted_phrase_is_the_key():
    split = summaries.key_phrase("深耕“三区联动”与“三城融合”")
    assert split == {"before": "深耕", "key": "“三区联动”", "after": "与“三城融合”"}


def test_sentence_without_quotation_has_no_key():
    assert summaries.key_phrase("徐汇以人工智能牵引创新")["key"] == ""


def test_timeline_names_missing_years_only_where_some_are_missing():
    reports = [make_report(2017), make_report(2018), make_report(2023)]
    timeline = summaries.timeline(reports, [], frozenset(), frozenset())
    assert [entry["gap"] for entry in timeline] == [[], [], [2018, 2023]]


def test_timeline_tells_a_year_of_zones_from_a_year_of_the_district():
    sections = [make_section(2017, zones=["zhangjiang"]), make_section(2023)]
    timeline = summaries.timeline(
        [make_report(2017), make_report(2023)], sections, frozenset({2017, 2023}), frozenset({2023})
    )
    assert [entry["is_zones_only"] for entry in timeline] == [True, False]
    assert timeline[0]["zones"] == ["zhangjiang"]


def test_neighbours_end_at_the_first_and_last_district():
    districts = [District(pk=n, slug=str(n)) for n in range(3)]
    assert summaries.neighbours(districts, districts[0]) == [None, districts[1]]
    assert summaries.neighbours(districts, districts[2]) == [districts[1], None]

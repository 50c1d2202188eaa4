"""The numbers beside a year, on both chapters."""

import pytest

from districts.models import District
from initiatives import catalogue, years
from initiatives.models import Initiative, Section
from initiatives.publishing import publish, withdraw
from tests.documents import make_section

pytestmark = pytest.mark.django_db


def numbers():
    return years.numbers(catalogue.current())


def test_counts_equal_those_of_the_rows():
    for district in District.objects.all():
        for year in (2017, 2023):
            rows = Initiative.objects.current().counted().in_year(year)
            counted = rows.filter(district_links__district=district).count()
            assert (numbers().of_district(district.code, year) or 0) == counted


def test_year_total_leaves_statements_out():
    assert numbers().year_total(2017) + numbers().year_total(2023) == 119


def test_unlisted_district_has_no_count_rather_than_zero():
    assert numbers().of_district("310101", 2017) is None


def test_district_is_listed_through_the_zones_mainly_in_it():
    assert numbers().listed["310115"] == {2017, 2023}
    assert numbers().own["310115"] == {2023}


def test_section_without_initiatives_lists_its_district_with_zero():
    publish([make_section(initiatives=())])
    assert numbers().of_district("310107", 2017) == 0


def test_withdrawn_section_no_longer_lists_its_district():
    withdraw(year=2023, slug="putuo", note="测试")
    assert numbers().listed["310107"] == frozenset()


def test_statement_names_a_zone_without_counting():
    assert numbers().zone_years["yrd-digital-line"] == (2023,)
    assert ("zone", "yrd-digital-line") not in numbers().totals


def test_latest_headline_is_of_the_newest_section():
    newest = Section.objects.current().get(year=2023, slug="xuhui")
    assert numbers().latest["310104"].headline == newest.headline
    assert numbers().latest["310104"].year == 2023


def test_numbers_are_read_once_for_a_content_version(django_assert_num_queries):
    known = catalogue.current()
    years.numbers(known)
    with django_assert_num_queries(0):
        years.numbers(known)


def test_numbers_are_the_same_without_tallies(monkeypatch):
    known = catalogue.current()
    kept = years.numbers(known)
    years._read.cache_clear()
    monkeypatch.setattr("initiatives.counts.have_tallies", lambda as_of=None: False)
    assert years.numbers(known) == kept
    years._read.cache_clear()

"""What the record says of a place, on both chapters."""

import pytest

from districts.models import District, Zone
from initiatives import catalogue, places, years
from initiatives.models import Initiative, Section, Theme

pytestmark = pytest.mark.django_db


def numbers():
    return years.numbers(catalogue.current())


def test_sections_about_a_district_include_those_on_zones_mainly_in_it():
    pudong = District.objects.get(slug="pudong")
    slugs = Section.objects.current().about(pudong).in_reading_order().values_list("year", "slug")
    assert list(slugs) == [(2023, "pudong"), (2017, "zhangjiang"), (2017, "lingang")]


def test_zone_only_partly_in_a_district_is_no_section_about_it():
    fengxian = District.objects.get(slug="fengxian")
    assert not Section.objects.current().about(fengxian).in_year(2017).exists()


def test_initiatives_naming_a_zone_come_newest_first():
    found = [each.year for each in places.naming(Zone.objects.get(slug="g60-corridor"))]
    assert found == [2023] * 7 + [2017] * 8


def test_sections_around_a_zone_hold_the_initiatives_that_name_it():
    zone = Zone.objects.get(slug="tongji-knowledge-circle")
    around = places.sections_around(zone, places.naming(zone))
    assert [(section.year, section.slug) for section in around] == [(2023, "yangpu"), (2017, "yangpu")]


def test_elsewhere_is_never_the_district_itself_and_of_the_theme():
    chongming, green = District.objects.get(slug="chongming"), Theme.objects.get(slug="digital")
    found = places.elsewhere(chongming, green)
    assert len(found) == places.SHOWN_ELSEWHERE
    assert all(chongming.code not in each.district_codes for each in found)
    assert all("digital" in each.theme_slugs for each in found)
    assert len({each.district_codes for each in found}) == len(found)


def test_theme_of_one_district_alone_has_nothing_elsewhere():
    chongming, green = District.objects.get(slug="chongming"), Theme.objects.get(slug="green")
    assert places.elsewhere(chongming, green) == []


def test_shared_theme_is_the_one_a_district_has_most_of():
    xuhui = District.objects.get(slug="xuhui")
    assert places.shared_theme(xuhui, Theme.objects.all(), numbers()).slug == "digital"


def test_district_without_initiatives_shares_no_theme():
    nowhere = District(code="000000")
    assert places.shared_theme(nowhere, Theme.objects.all(), numbers()) is None


def test_figures_are_the_words_of_the_report():
    for figure in places.figures(district_links__district__slug="putuo"):
        assert figure.text in Initiative.objects.current().get(uid=figure.uid).exact


def test_the_record_that_explains_itself_holds_an_ordinal():
    assert places.claim_to_be_first().uid == "2023-xuhui-05"

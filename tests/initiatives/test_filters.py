"""What the lists can be filtered by, and what they refuse."""

import pytest
from django.http import QueryDict
from django.utils import translation

from initiatives.filters import InitiativeFilter, SectionFilter
from initiatives.models import Initiative, Section
from portal.web.problems import BadParameters

pytestmark = pytest.mark.django_db


def chosen(query: str) -> set[str]:
    return {i.uid for i in InitiativeFilter(QueryDict(query), Initiative.objects.current()).qs}


def problems(query: str) -> list[tuple[str, str]]:
    with pytest.raises(BadParameters) as refusal:
        InitiativeFilter(QueryDict(query), Initiative.objects.current())
    return [(problem.name, problem.nearest) for problem in refusal.value.problems]


def test_values_of_one_parameter_add_up_and_parameters_narrow():
    both = chosen("year=2017&district=xuhui,310114")
    assert both == chosen("year=2017&district=xuhui&district=jiading")
    assert both == chosen("year=2017&district=xuhui") | chosen("year=2017&district=jiading")
    assert both < chosen("district=xuhui,jiading")


def test_a_zones_initiatives_count_for_the_district_it_mainly_lies_in():
    pudong = chosen("year=2017&district=pudong")
    assert {uid.split("-")[1] for uid in pudong} == {"zhangjiang", "lingang"}
    assert chosen("year=2017&district=fengxian") == set()


def test_counted_leaves_statements_out():
    assert len(chosen("counted=true")) == 119
    assert len(chosen("counted=false")) == 27
    assert len(chosen("counted=all")) == len(chosen("")) == 146


def test_funds_of_2023_are_three():
    assert {uid.split("-")[1] for uid in chosen("kind=fund&year=2023")} == {"minhang", "songjiang"}
    assert len(chosen("kind=fund&year=2023")) == 3


def test_july_2017_has_two_and_2023_gives_no_month():
    assert (
        chosen("year=2017&month=7") == {"2017-zhangjiang-01", "2017-songjiang-06"}
        or len(chosen("year=2017&month=7")) == 2
    )
    assert chosen("year=2023&month=1,2,3,4,5,6,7,8,9,10,11,12") == set()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("yaer=2023", [("yaer", "year")]),
        ("district=xuhi", [("district", "xuhui")]),
        ("kind=funds", [("kind", "fund")]),
        ("zone=g60", [("zone", "")]),
        ("year=0", [("year", "")]),
        ("year=99999999999999999999", [("year", "")]),
        ("year=" + "9" * 5000, [("year", "")]),
        ("year=２０２３", [("year", "")]),
        ("year__gte=2017,2018", [("year__gte", "")]),
        ("month=13&q=" + "长" * 101, [("q", ""), ("month", "")]),
        ("counted=yes", [("counted", "")]),
        ("id__in=1", [("id__in", "")]),
    ],
)
def test_what_is_unknown_or_malformed_is_refused_with_the_nearest_valid_name(query, expected):
    assert sorted(problems(query)) == sorted(expected)


def test_a_refusal_speaks_the_language_of_the_page():
    def message() -> str:
        with pytest.raises(BadParameters) as refusal:
            InitiativeFilter(QueryDict("yaer=1"), Initiative.objects.current())
        return refusal.value.problems[0].message

    with translation.override("en"):
        assert message() == "There is no parameter “yaer”."
    with translation.override("zh-hans"):
        assert message() == "没有“yaer”这个参数。"


def test_an_empty_value_is_no_filter():
    assert chosen("q=&year=&district=") == chosen("")


def test_a_section_about_a_zone_is_found_under_its_district():
    rows = SectionFilter(QueryDict("district=310115"), Section.objects.current()).qs
    assert {(s.year, s.slug) for s in rows} == {
        (2017, "zhangjiang"),
        (2017, "lingang"),
        (2023, "pudong"),
    }

"""Months a clause states, and clauses that hold nothing but a date."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editorial.importing.months import is_date_only, month_in


@settings(deadline=None)
@given(st.text(alphabet="0123456789一二十月日年到前—，于在", max_size=20))
def test_any_text_gives_a_month_of_the_year_or_none(text):
    assert month_in(text) in {None, *range(1, 13)}


@pytest.mark.parametrize(
    ("clause", "month"),
    [
        ("7月", 7),
        ("2023年11月28日", 11),
        ("十二月", 12),
        ("大会于6月举行", 6),
        ("到6月建成", None),
        ("截至9月", None),
        ("3—5月", None),
        ("6月底前完成", None),
        ("13月", None),
        ("3个月", None),
        ("2023年", None),
    ],
)
def test_a_month_is_read(clause, month):
    assert month_in(clause) == month


@pytest.mark.parametrize("clause", ["7月", "2023年7月28日", "年内", "同年", "上半年"])
def test_a_date_alone_is_known(clause):
    assert is_date_only(clause)


@pytest.mark.parametrize("clause", ["7月开园", "年内完成", "平台"])
def test_a_clause_with_more_than_a_date_is_no_date(clause):
    assert not is_date_only(clause)

"""Numbers in Arabic and Chinese numerals."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editorial.importing.numerals import read_number

UNITS = [(10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")]


def chinese(number: int) -> str:
    """Write a number the way it is spoken, without the shortcut 十二 for 一十二."""
    if number < 10:
        return "零一二三四五六七八九"[number]
    size, unit = next((size, unit) for size, unit in UNITS if number >= size)
    high, low = divmod(number, size)
    gap = "零" if 0 < low < size // 10 else ""
    return chinese(high) + unit + (gap + chinese(low) if low else "")


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=10**12))
def test_a_spoken_number_reads_as_itself(number):
    assert read_number(chinese(number)) == number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("百", "100"),
        ("千", "1000"),
        ("百亿", "10000000000"),
        ("十二", "12"),
        ("两千", "2000"),
        ("3万", "30000"),
        ("1.25亿", "125000000"),
        ("1,200", "1200"),
        ("2.0", "2.0"),
    ],
)
def test_usual_forms_are_read(text, value):
    assert read_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "年", "3五", "A1"])
def test_what_is_no_number_is_not_read(text):
    assert read_number(text) is None

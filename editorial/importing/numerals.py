"""Reads numbers as Chinese reports write them: 12.5, 1,200, 三十六, 百亿, 两千, 3万."""

import re
from decimal import Decimal, InvalidOperation

DIGITS = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
TENS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}
ARABIC = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


def read_below_myriad(text: str) -> int:
    """Return the value of a run without 万 and 亿; a unit with no digit before it counts once: 百 is 100."""
    total, digit = 0, None
    for character in text:
        if character in DIGITS:
            digit = DIGITS[character] if digit is None else digit * 10 + DIGITS[character]
        else:
            total += (digit if digit else 1) * TENS[character]
            digit = None
    return total + (digit or 0)


def read_chinese(text: str) -> Decimal:
    """Return the value of Chinese numerals: 十二, 一百零五, 百亿, 一万二千."""
    for unit, size in reversed(MYRIADS.items()):
        if unit in text:
            high, low = text.rsplit(unit, 1)
            return (read_chinese(high) if high else Decimal(1)) * size + (read_chinese(low) if low else 0)
    return Decimal(read_below_myriad(text))


def read_number(text: str) -> Decimal | None:
    """Return the value of a number in Arabic or Chinese numerals or both (3万, 1.2亿), or None."""
    arabic = ARABIC.match(text)
    rest = text[arabic.end() :] if arabic else text
    if (not arabic and not rest) or set(rest) - set(DIGITS) - set(TENS) - set(MYRIADS):
        return None
    if not arabic:
        return read_chinese(rest)
    if set(rest) & set(DIGITS):
        return None
    return scaled(arabic.group(), rest)


def whole(value: Decimal) -> Decimal:
    """Return 120000000 for 120000000.0, and a broken number as it is."""
    return value.to_integral_value() if value == value.to_integral_value() else value


def scaled(digits: str, units: str) -> Decimal | None:
    """Return Arabic digits times the Chinese units that follow them: 3 and 千万 make 30,000,000."""
    try:
        value = Decimal(digits.replace(",", ""))
    except InvalidOperation:
        return None
    for unit in units:
        value *= TENS.get(unit) or MYRIADS[unit]
    return whole(value) if units else value

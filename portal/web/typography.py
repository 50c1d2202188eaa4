"""Setting Chinese running text for the screen. Stored text and downloads keep the original characters."""

import re

_FULL_WIDTH = str.maketrans(",:;()", "，：；（）")
# Ideographs, and the marks that only stand in Chinese text: quotes, dashes, 、。《》（），：； and the like.
_CJK = "\u2014\u2018-\u201d\u2026\u3001-\u3011\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff1f"
_HALF_WIDTH_BETWEEN_CJK = re.compile(rf"(?<=[{_CJK}])[,:;()]+(?=[{_CJK}]|$)")
_TAIL = 3


def full_width(text: str) -> str:
    """Show half-width ``, : ; ( )`` among Chinese characters full-width, one for one: offsets stay valid."""
    return _HALF_WIDTH_BETWEEN_CJK.sub(lambda marks: marks[0].translate(_FULL_WIDTH), text)


def split_tail(text: str) -> tuple[str, str]:
    """Cut off the last characters, which the page keeps together so that none ends a paragraph alone."""
    return (text[:-_TAIL], text[-_TAIL:]) if len(text) > _TAIL else (text, "")


_DIGITS = "〇一二三四五六七八九"
_WORDS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]


def chinese_numeral(number: int) -> str:
    """Write a number below a hundred in Chinese characters, as running text has it; larger ones in digits."""
    if not 0 <= number < 100:
        return f"{number:,}"
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return (_DIGITS[tens] if tens > 1 else "") + "十" + (_DIGITS[ones] if ones else "")


def english_numeral(number: int) -> str:
    """Write a number up to twenty as a word; larger ones in digits."""
    return _WORDS[number] if 0 <= number < len(_WORDS) else f"{number:,}"

"""Finds the amounts in a text: value, unit, and how exactly the text means them.

Names made of numbers (G60, 1+1+N, 一体两翼) are no amounts.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from editorial.importing.flow import Flow, flow
from editorial.importing.numerals import read_number, whole
from editorial.importing.units import ALTERNATION, RELATIONS

UNNUMBERED = re.compile("一(?!千|百|万|亿)")
"""一个, 一批, 一系列 say "a", not "one"."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount in a text.

    ``relation`` is empty where the text is exact, else ≈ (约), <≈ (近), > (超), ≥ (余, 至少, 以上),
    ≤ (以内) or order (百亿级).
    ``qualifier`` is a value of ``initiatives.choices.Qualifier`` or empty. ``value_to`` closes a range.
    """

    text: str
    start: int
    end: int
    value: Decimal
    value_to: Decimal | None
    unit: str
    relation: str
    qualifier: str

    @property
    def is_approximate(self) -> bool:
        return self.relation != ""


@dataclass(frozen=True, slots=True)
class Amount:
    """What one match says, before it is given its place in the text."""

    value: Decimal | None
    unit: str
    relation: str = ""
    qualifier: str = ""
    value_to: Decimal | None = None


def year_range(match: re.Match[str]) -> Amount:
    first, last = (Decimal(year) for year in re.findall(r"\d{4}", match["span"]))
    return Amount(first, "年", qualifier="year_range", value_to=last)


def target_year(match: re.Match[str]) -> Amount:
    return Amount(Decimal(match["target"][1:5]), "年", qualifier="target_year")


def version(match: re.Match[str]) -> Amount:
    number = re.match(r"\d+\.\d+", match["version"])
    return Amount(Decimal(number.group()) if number else None, "版", qualifier="ordinal")


def first(match: re.Match[str]) -> Amount:
    return Amount(Decimal(1), match["first"][1:], qualifier="ordinal")


def rank(match: re.Match[str]) -> Amount:
    return Amount(read_number(match["nth"]), "位", qualifier="ordinal")


def ordinal(match: re.Match[str]) -> Amount:
    return Amount(read_number(match["number"]), match["counter"], qualifier="ordinal")


def phase(match: re.Match[str]) -> Amount:
    return Amount(Decimal(match["stage"]), "期", qualifier="ordinal")


def fraction(match: re.Match[str]) -> Amount:
    above, below = (match["above"], match["below"]) if match["below"] else match["fraction"].split("/")
    top, bottom = read_number(above), read_number(below)
    if top is None or not bottom:
        return Amount(None, "")
    return Amount(top, "%") if bottom == 100 else Amount(round(top / bottom, 4), "")


def percent(match: re.Match[str]) -> Amount:
    value = read_number(match["share"] or match["tenths"])
    if value is not None and match["tenths"]:
        value *= 10
    relation = RELATIONS.get(match["about"] or "") or {"以上": "≥", "左右": "≈"}.get(match["over"] or "", "")
    return Amount(value, "%", relation, "approx_below" if relation == "<≈" else "")


def part(match: re.Match[str]) -> Amount:
    value, relation = read_number(match["tens"]), RELATIONS[match["nearly"]]
    return Amount(value and value * 10, "%", relation, "approx_below" if relation == "<≈" else "")


def magnitude(match: re.Match[str]) -> Amount:
    unit = "元" if "亿" in match["size"] else ""
    return Amount(read_number(match["size"]), unit, "order", "magnitude")


def big(match: re.Match[str]) -> Amount:
    return Amount(read_number(match["many"]), "个")


def parties(match: re.Match[str]) -> Amount:
    return Amount(read_number(match["few"]), match["parties"][1:])


def years(match: re.Match[str]) -> Amount:
    relation = RELATIONS.get(match["about_years"] or "", "≥" if match["more"] else "")
    return Amount(read_number(match["length"]), "年", relation, "duration")


def relation_of(match: re.Match[str]) -> str:
    """Return how the words around a number bend it. 级 outweighs 近, 近 outweighs 余."""
    if match["after"] == "级":
        return "order"
    if match["before"]:
        return RELATIONS[match["before"]]
    if match["odd"] or match["odd_too"] or match["after"] in {"余", "以上"}:
        return "≥"
    if match["after"] == "以下" or match["after"] == "以内":
        return "≤"
    return "≈" if match["after"] == "左右" or match["low"] in {"百", "千", "万", "百万", "千万"} else ""


def qualifier_of(match: re.Match[str], relation: str) -> str:
    if relation == "order" and match["after"]:
        return "magnitude"
    if relation == "<≈":
        return "approx_below"
    return "duration" if match["unit"] in {"个月", "小时"} and not match["before"] else ""


def amount(match: re.Match[str]) -> Amount:
    low, high = read_number(match["low"]), match["high"] and read_number(match["high"])
    if UNNUMBERED.fullmatch(match["low"]):
        return Amount(None, "")
    scale = read_number(match["scale"]) if match["scale"] else None
    if scale is not None and low is not None:
        low, high = whole(low * scale), high and whole(high * scale)
    relation = relation_of(match)
    unit = match["unit"].replace("个百分点", "百分点")
    return Amount(low, unit, relation, qualifier_of(match, relation), high or None)


READERS: dict[str, Callable[[re.Match[str]], Amount]] = {
    "span": year_range, "target": target_year, "version": version, "first": first, "rank": rank,
    "ordinal": ordinal, "phase": phase, "fraction": fraction, "percent": percent, "part": part,
    "magnitude": magnitude, "big": big, "parties": parties, "amount": amount, "years": years,
}  # fmt: skip
"""Names and dates have no reader: they are matched so that nothing inside them is taken for an amount."""


def read_match(match: re.Match[str]) -> Amount | None:
    """Return what a match says; None for a name, a date, and a number that cannot be read."""
    found = next(
        (READERS[group] for group, text in match.groupdict().items() if text and group in READERS), None
    )
    read = found(match) if found else None
    return read if read and read.value is not None else None


def quantities_in(line: Flow, text: str) -> Iterator[Quantity]:
    for match in ALTERNATION.finditer(line.text):
        read = read_match(match)
        if read and read.value is not None:
            start, end = line.span(*match.span())
            yield Quantity(
                text[start:end],
                start,
                end,
                read.value,
                read.value_to,
                read.unit,
                read.relation,
                read.qualifier,
            )


def find_quantities(text: str) -> list[Quantity]:
    """Return the amounts of a text in order. Spans are of the text as given, whatever its wrapping."""
    return list(quantities_in(flow(text), text))

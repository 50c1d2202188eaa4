"""What a chapter lets expect of its own order, from the places that are sure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from . import alignment
from .gazetteer import Gazetteer, Term
from .paragraphs import Unit
from .place_words import CITY_LIST_LENGTH, Score

SURE = 2.5
SURE_MARGIN = 1.5
HEADED = 6.0
FIRST_IN_CHAPTER = 1.2
CARRY = 3.5
CARRY_LEAST = 0.3


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a chapter shows of itself.

    ``carry`` is what a paragraph inherits from the heading of an earlier one; ``many`` the share of sections
    known to have several paragraphs; ``listed`` the places the chapter announces; ``sure`` per paragraph the
    district that is sure, or nothing.
    """

    walk: alignment.Walk
    carry: float
    many: float
    listed: tuple[Term, ...]
    sure: tuple[str, ...]


def expect(found: Sequence[Unit], scores: Sequence[Score], gazetteer: Gazetteer) -> Expectation:
    sure = [_sure(unit, score, gazetteer) for unit, score in zip(found, scores, strict=True)]
    listed = max((score.listed for score in scores), key=len, default=())
    listed = listed if len(listed) >= CITY_LIST_LENGTH else ()
    order = {place: rank for rank, place in enumerate(gazetteer.districts)}
    anchors = [order[place] for place in sure if place in order]
    ranks = tuple(range(len(order)))
    best = max(_orders(ranks, listed, gazetteer), key=lambda ranks: alignment.trust(anchors, ranks))
    many = _share_of_many(found)
    walk = alignment.Walk(best, alignment.trust(anchors, best), _share_of_single(found, sure))
    return Expectation(walk, max(CARRY * many, CARRY_LEAST), many, listed, tuple(sure))


def _sure(unit: Unit, score: Score, gazetteer: Gazetteer) -> str:
    if unit.stated:
        return gazetteer.within(unit.stated[0])[0]
    place, best = score.best()
    margin = best - max(score.best(but=[place])[1], score.city)
    return place if best >= SURE and margin >= SURE_MARGIN else ""


def _orders(official: tuple[int, ...], listed: Sequence[Term], gazetteer: Gazetteer) -> list[tuple[int, ...]]:
    """The official order, and the one in which the chapter lists its places, the unlisted behind."""
    if not listed:
        return [official]
    tops = [max(term.weights, key=lambda place: term.weights[place]) for term in listed]
    told = [place for place in dict.fromkeys(tops) if place in gazetteer.districts]
    rest = [place for place in gazetteer.districts if place not in told]
    rank = {place: at for at, place in enumerate([*told, *rest])}
    return [official, tuple(rank[place] for place in gazetteer.districts)]


def section_lengths(found: Sequence[Unit]) -> list[int]:
    """How many paragraphs each headed section has that another heading closes."""
    heads = [at for at, unit in enumerate(found) if unit.stated]
    return [after - at for at, after in pairwise(heads)]


def _share_of_many(found: Sequence[Unit]) -> float:
    """One section alone shows nothing: its second paragraph may be another's that lost its heading."""
    lengths = section_lengths(found)
    return sum(length > 1 for length in lengths) / len(lengths) if len(lengths) > 1 else 0.0


def _share_of_single(found: Sequence[Unit], sure: Sequence[str]) -> float:
    """Which share has one paragraph, by the closed headed sections and by sure neighbours without heading."""
    lengths = section_lengths(found)
    pairs = [
        before != after
        for before, after, unit in zip(sure, sure[1:], found[1:], strict=False)
        if before and after and not unit.stated
    ]
    single = sum(length == 1 for length in lengths) + sum(pairs)
    return (single + 1) / (len(lengths) + len(pairs) + 2)


def emissions(
    found: Sequence[Unit], scores: Sequence[Score], expected: Expectation, gazetteer: Gazetteer
) -> list[list[float]]:
    """The rows of scores for the alignment: words, headings and what headings hand on."""
    rows, headed = [], frozenset[str]()
    for unit, score in zip(found, scores, strict=True):
        row = {place: score.places.get(place, 0.0) for place in gazetteer.districts}
        if unit.stated:
            headed = frozenset(d for key in unit.stated for d in gazetteer.within(key))
        for place in headed & row.keys():
            row[place] += HEADED if unit.stated else expected.carry
        city = score.city + (FIRST_IN_CHAPTER if unit.is_first or unit.is_lead else 0.0)
        rows.append([*row.values(), city])
    return rows

"""From scores and chances to a verdict on one unit. Only ``heading`` and ``auto`` offer a certain place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .gazetteer import Gazetteer
from .paragraphs import Unit
from .place_words import Hit, Score, weigh_up_to
from .spans import Evidence

CERTAIN = frozenset({"heading", "auto"})
CONTRADICTION = 2.5
AUTO, AUTO_WORDS, AUTO_MARGIN = 0.9, 2.0, 1.2
SUGGEST, SUGGEST_WORDS = 0.6, 0.8
ORDER_OTHERS = 1.2
CITY_WORDS = 1.5
LEAD_WORDS = 0.8
JOINT_WORDS = 2.5
HALF, HALF_NEIGHBOUR, HALF_OTHER, HALF_LENGTH = 2.2, 1.2, 1.0, 40
MOST_CANDIDATES = 3
MOST_EVIDENCE = 8

_SENTENCE_END = re.compile("[。！？!?]")


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of a unit's place.

    ``places`` is empty where nothing is offered; ``candidates`` are districts with their chances, best first;
    ``cut`` is where a paragraph about two places would be cut. ``lead`` is for what introduces the chapter,
    ``general`` for other words about no place.
    """

    places: tuple[str, ...]
    verdict: str  # heading | conflict | auto | mixed | suggest | order-only | unresolved | general | lead
    confidence: float
    candidates: tuple[tuple[str, float], ...] = ()
    evidence: tuple[Evidence, ...] = ()
    cut: int | None = None

    @property
    def is_certain(self) -> bool:
        return self.verdict in CERTAIN


@dataclass(frozen=True, slots=True)
class Case:
    """One unit with all that is known: ``chances`` per district, ``city`` the chance that it is about none.

    ``is_ordered``: the chapter keeps an order. ``is_misplaced``: this heading breaks it. ``is_overlong``: the
    unit is as long as two, and the place expected beside its own is nowhere.
    """

    text: str
    unit: Unit
    score: Score
    chances: dict[str, float]
    city: float
    ranks: dict[str, int]
    is_ordered: bool
    is_misplaced: bool = False
    is_overlong: bool = False


def judge(case: Case, gazetteer: Gazetteer) -> Reading:
    """Return the verdict on a unit by its own heading and words."""
    own = {d for key in case.unit.stated for d in gazetteer.within(key)}
    cut = find_cut(case)
    if case.unit.stated:
        return _headed(case, own, cut)
    label = max(case.chances, key=lambda place: case.chances[place], default="")
    if not label or case.city > case.chances[label] or _is_general(case):
        is_lead = case.unit.is_lead or (case.unit.is_first and case.score.city >= LEAD_WORDS)
        return Reading((), "lead" if is_lead else "general", case.city, candidates(case))
    if cut is not None or case.is_overlong:
        return Reading(
            (), "mixed", case.chances[label], candidates(case), evidence(case, case.score.places), cut
        )
    verdict = _by_words(case, label)
    places: tuple[str, ...] = () if verdict == "unresolved" else (label,)
    if verdict == "unresolved" and (pair := _pair(case)):
        verdict, places = "suggest", pair
    return Reading(places, verdict, case.chances[label], candidates(case), evidence(case, places or {label}))


def _is_general(case: Case) -> bool:
    """Whether the words are about the city and, whatever the neighbours say, about no place."""
    return case.score.city >= CITY_WORDS and case.score.best()[1] < SUGGEST_WORDS


def _pair(case: Case) -> tuple[str, ...]:
    """The two districts that a paragraph is about together, in the order it names them; else nothing."""
    first, strong = case.score.best()
    second, other = case.score.best(but=[first])
    third = case.score.best(but=[first, second])[1]
    if min(strong, other) < JOINT_WORDS or other - third < AUTO_MARGIN or strong - other >= AUTO_MARGIN:
        return ()
    order = [place for hit in case.score.hits for place in hit.term.weights if place in {first, second}]
    return tuple(dict.fromkeys(order))


def _headed(case: Case, own: set[str], cut: int | None) -> Reading:
    chance = min(1.0, sum(case.chances.get(place, 0.0) for place in own))
    other, strength = case.score.best(but=own)
    verdict, shown = "heading", own
    is_doubtful = case.is_misplaced and case.score.of(own) < AUTO_WORDS
    if strength - case.score.of(own) >= CONTRADICTION or is_doubtful:
        verdict, shown = "conflict", own | {other}
    elif (cut is not None or case.is_overlong) and len(own) == 1:
        verdict, shown = "mixed", own | {other}
    words = evidence(case, shown)
    return Reading(case.unit.stated, verdict, chance, candidates(case), (*_heading(case), *words), cut)


def _by_words(case: Case, label: str) -> str:
    chance, own = case.chances[label], case.score.of([label])
    other = case.score.best(but=[label])[1]
    if chance >= AUTO and own >= AUTO_WORDS and own - max(other, case.score.city) >= AUTO_MARGIN:
        return "auto"
    if chance >= SUGGEST and own >= SUGGEST_WORDS and own >= other:
        return "suggest"
    if chance >= SUGGEST and own < SUGGEST_WORDS and other < ORDER_OTHERS:
        return "order-only"
    return "unresolved"


def candidates(case: Case) -> tuple[tuple[str, float], ...]:
    ranked = sorted(case.chances.items(), key=lambda pair: -pair[1])[:MOST_CANDIDATES]
    return tuple((place, round(chance, 3)) for place, chance in ranked if chance >= 0.01)


def evidence(case: Case, places: Iterable[str]) -> tuple[Evidence, ...]:
    """The words that speak for these places, each once where it counts most, in the order of the text."""
    wanted, best = set(places), dict[str, Hit]()
    for hit in case.score.hits:
        known = best.get(hit.term.text)
        if wanted & hit.term.weights.keys() and (known is None or hit.factor > known.factor):
            best[hit.term.text] = hit
    strongest = sorted(best.values(), key=lambda hit: -hit.factor * max(hit.term.weights.values()))
    shown = sorted(strongest[:MOST_EVIDENCE], key=lambda hit: hit.start)
    return tuple(Evidence(case.text[h.start : h.end], h.start, h.end, _kind(h.term.kind)) for h in shown)


def _kind(kind: str) -> str:
    return "landmark" if kind == "topic" else kind


def _heading(case: Case) -> Iterable[Evidence]:
    for part in case.unit.heading:
        yield Evidence(case.text[part.start : part.end], part.start, part.end, "heading")


def find_cut(case: Case) -> int | None:
    """Where one paragraph seems to be two: one district's words before a sentence end, another's after."""
    cuts = _cuts(case)
    hits = case.score.hits
    left = weigh_up_to(hits, cuts, lambda hit, cut: hit.end <= cut)
    right = weigh_up_to(hits[::-1], cuts[::-1], lambda hit, cut: hit.start >= cut)
    sides = zip(cuts, left, reversed(right), strict=True)
    strengths = [(_halves(case, before, after), -cut) for cut, before, after in sides]
    strength, cut = max(strengths, default=(0.0, 0))
    return -cut if strength else None


def _cuts(case: Case) -> list[int]:
    """The sentence ends of a paragraph that leave enough words on both sides."""
    parts = case.unit.parts
    ends = [
        found.end() for part in parts for found in _SENTENCE_END.finditer(case.text, part.start, part.end)
    ]
    return [e for e in ends if min(e - parts[0].start, parts[-1].end - e) >= HALF_LENGTH]


def _halves(case: Case, left: Score, right: Score) -> float:
    """How strongly two sides speak for two different districts; 0 where they do not."""
    (before, low), (after, high) = left.best(), right.best()
    if not before or not after or before == after:
        return 0.0
    is_next = case.is_ordered and case.ranks[after] == case.ranks[before] + 1
    least = HALF_NEIGHBOUR if is_next else HALF
    if min(low, high) < least or left.of([after]) >= HALF_OTHER or right.of([before]) >= HALF_OTHER:
        return 0.0
    return min(low, high)

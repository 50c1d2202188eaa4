"""Compares a plan with a reference chapter. Counts only; nothing is printed here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

Json = dict[str, Any]
Span = tuple[int, int]
T = TypeVar("T")
SAME_SECTION = 0.9
SAME_SPAN = 0.5
SOFT = frozenset({"statement", "goal", "layout", "cluster"})
"""Kinds on which two readers of one chapter disagree most."""


@dataclass
class Score:
    """True among what was offered, and among what was wanted."""

    right: int = 0
    offered: int = 0
    wanted: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.offered + other.offered, self.wanted + other.wanted)

    @property
    def precision(self) -> float:
        return self.right / self.offered if self.offered else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass
class Result:
    """The scores of one chapter or of several, and what must be looked at one by one."""

    scores: dict[str, Score] = field(default_factory=dict)
    certain_but_wrong: list[str] = field(default_factory=list)
    asked: int = 0
    sections: int = 0

    def __add__(self, other: Result) -> Result:
        names = [*self.scores, *(name for name in other.scores if name not in self.scores)]
        scores = {n: self.scores.get(n, Score()) + other.scores.get(n, Score()) for n in names}
        wrong = self.certain_but_wrong + other.certain_but_wrong
        return Result(scores, wrong, self.asked + other.asked, self.sections + other.sections)


def overlap(a: Span, b: Span) -> float:
    """The common part of two ranges, as a share of the longer one."""
    common = min(a[1], b[1]) - max(a[0], b[0])
    return max(common, 0) / max(a[1] - a[0], b[1] - b[0], 1)


def span(item: Json) -> Span:
    return item["start"], item["end"]


def pairs(
    offered: Sequence[T], wanted: Sequence[T], least: float, spans: Callable[[T], Span]
) -> Iterator[tuple[T, T]]:
    """Match one to one, the best overlap first."""
    ranked = sorted(
        ((overlap(spans(a), spans(b)), i, j) for i, a in enumerate(offered) for j, b in enumerate(wanted)),
        key=lambda match: (-match[0], match[1], match[2]),
    )
    taken: set[int] = set()
    matched: set[int] = set()
    for share, i, j in ranked:
        if share >= least and i not in taken and j not in matched:
            taken.add(i)
            matched.add(j)
            yield offered[i], wanted[j]


def compare(plan: Json, chapter: Json, shift: Callable[[int, int], int]) -> Result:
    """Compare a plan as JSON with a reference chapter. ``shift(order, offset)`` moves a reference offset."""
    wanted = [_moved(section, shift) for section in chapter["sections"]]
    result = Result(sections=len(wanted))
    matched = list(pairs(plan["sections"], wanted, SAME_SECTION, _body))
    result.scores["sections"] = Score(len(matched), len(plan["sections"]), len(wanted))
    result.scores["places"] = _places(matched, plan, wanted)
    result.certain_but_wrong = list(_wrong(matched, plan))
    result.asked = sum(s["verdict"] not in {"heading", "auto"} for s in plan["sections"])
    told = [initiative for section in wanted for initiative in section["initiatives"]]
    shown = [initiative for section in plan["sections"] for initiative in section["initiatives"]]
    result.scores |= _spans(shown, told)
    result.scores["quantities"] = _quantities(shown, told)
    result.scores["months"] = _months(shown, told)
    return result


def _body(section: Json) -> Span:
    return section["body_start"], section["end"]


def _moved(section: Json, shift: Callable[[int, int], int]) -> Json:
    def move(item: Json) -> Json:
        return {key: shift(section["order"], item[key]) for key in ("start", "end")}

    body = move(section["body"])
    initiatives = [initiative | move(initiative) for initiative in section["initiatives"]]
    return section | {"body_start": body["start"], "end": body["end"], "initiatives": initiatives}


def _true_places(section: Json) -> list[str]:
    return list(section["place"].values())


def _places(matched: Iterable[tuple[Json, Json]], plan: Json, wanted: Sequence[Json]) -> Score:
    right = sum(offered["places"] == _true_places(true) for offered, true in matched)
    return Score(right, sum(bool(s["places"]) for s in plan["sections"]), len(wanted))


def _wrong(matched: Sequence[tuple[Json, Json]], plan: Json) -> Iterator[str]:
    """Sections offered as certain that are about another place, or are no section at all."""
    true = {offered["start"]: section for offered, section in matched}
    for section in plan["sections"]:
        known = true.get(section["start"])
        is_right = known is not None and section["places"] == _true_places(known)
        if section["verdict"] in {"heading", "auto"} and not is_right:
            yield f"{section['places']} {section['verdict']}: {section['body'][:30]}"


def _spans(shown: Sequence[Json], told: Sequence[Json]) -> dict[str, Score]:
    """Concrete counts an offer of a soft clause as wrong; all counts it as right."""
    ticked = [initiative for initiative in shown if initiative["ticked"]]
    concrete = [initiative for initiative in told if initiative["kind"] not in SOFT]
    return {
        "spans ticked, concrete": _span_score(ticked, concrete),
        "spans ticked, all": _span_score(ticked, told),
        "spans shown, concrete": _span_score(shown, concrete),
        "spans shown, all": _span_score(shown, told),
    }


def _span_score(offered: Sequence[Json], wanted: Sequence[Json]) -> Score:
    return Score(len(list(pairs(offered, wanted, SAME_SPAN, span))), len(offered), len(wanted))


def _quantities(shown: Sequence[Json], told: Sequence[Json]) -> Score:
    """A quantity is right where it overlaps a known one and has its value."""
    wanted = [_located(quantity, initiative) for initiative in told for quantity in initiative["quantities"]]
    offered = [quantity for initiative in shown for quantity in initiative["quantities"]]
    matched = pairs(offered, wanted, 0.3, span)
    return Score(sum(a["value"] == b["value"] for a, b in matched), len(offered), len(wanted))


def _located(quantity: Json, initiative: Json) -> Json:
    start = initiative["start"] + initiative["exact"].index(quantity["text"])
    return quantity | {"start": start, "end": start + len(quantity["text"])}


def _months(shown: Sequence[Json], told: Sequence[Json]) -> Score:
    matched = list(pairs(shown, told, SAME_SPAN, span))
    right = sum(a["month"] == b["month"] for a, b in matched if b["month"])
    return Score(right, sum(bool(a["month"]) for a, _ in matched), sum(bool(i["month"]) for i in told))

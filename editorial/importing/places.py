"""Which place each passage of a chapter is about, with the reasons. Order alone makes nothing certain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from . import alignment
from .expectation import Expectation, emissions, expect
from .gazetteer import Gazetteer
from .paragraphs import Unit, units
from .place_words import Score, read_block
from .segment import Block
from .spans import Passage
from .suspicions import misplaced, overlong
from .verdicts import Case, Reading, judge

ORDERED = 0.5
MANY = 0.5
FOREIGN = 0.8
CONTINUED = 0.95


@dataclass(frozen=True, slots=True)
class Placed:
    """One section: its passage, the units it was made from, and what is known of its place."""

    units: tuple[Unit, ...]
    reading: Reading

    @property
    def passage(self) -> Passage:
        parts = [s for unit in self.units for s in (*unit.heading, *unit.headlines, *unit.parts)]
        return Passage(tuple(parts))

    @property
    def needs_confirmation(self) -> bool:
        """A place that no heading states is confirmed by an editor, however sure it looks."""
        return self.reading.verdict != "heading"


def place(text: str, found: Sequence[Block], gazetteer: Gazetteer) -> list[Placed]:
    """Return the sections of a chapter in order; those with the verdict ``general`` or ``lead`` name none."""
    read = units(found, gazetteer)
    scores = [read_block(text, unit.ranges, gazetteer) for unit in read]
    expected = expect(read, scores, gazetteer)
    chances = alignment.posterior(emissions(read, scores, expected, gazetteer), expected.walk)
    cases = _cases(text, read, scores, chances, expected, gazetteer)
    readings = [judge(case, gazetteer) for case in cases]
    readings = [_narrowed(r, case, expected, gazetteer) for r, case in zip(readings, cases, strict=True)]
    readings = _continued(readings, cases, expected, gazetteer)
    return _joined(read, readings, expected)


def _cases(
    text: str,
    read: Sequence[Unit],
    scores: Sequence[Score],
    chances: Sequence[Sequence[float]],
    expected: Expectation,
    gazetteer: Gazetteer,
) -> list[Case]:
    ranks = dict(zip(gazetteer.districts, expected.walk.ranks, strict=True))
    sure = [ranks.get(district) for district in expected.sure]
    lengths = [sum(part.end - part.start for part in unit.parts) for unit in read]
    wrong = misplaced([rank if unit.stated else None for unit, rank in zip(read, sure, strict=True)])
    long = overlong(lengths, sure, len(ranks))
    is_ordered = expected.walk.trust >= ORDERED
    return [
        Case(
            text,
            unit,
            score,
            dict(zip(gazetteer.districts, row, strict=False)),
            row[-1],
            ranks,
            is_ordered,
            at in wrong,
            at in long and is_ordered,
        )
        for at, (unit, score, row) in enumerate(zip(read, scores, chances, strict=True))
    ]


def _narrowed(reading: Reading, case: Case, expected: Expectation, gazetteer: Gazetteer) -> Reading:
    """Offer the zone instead of its district, where the chapter announces it and the words are its own."""
    if case.unit.stated or len(reading.places) != 1:
        return reading
    announced = {gazetteer.titles.get(term.text, "") for term in expected.listed}
    weights: dict[str, float] = defaultdict(float)
    for hit in case.score.hits:
        for key in hit.term.keys:
            if gazetteer.within(key) != (key,):
                weights[key] += max(hit.term.weights.values(), default=0.0) * hit.factor
    zone = max(weights, key=lambda key: weights[key], default="")
    is_its = zone in announced and reading.places[0] in gazetteer.within(zone)
    return replace(reading, places=(zone,)) if is_its and reading.places[0] not in announced else reading


def _continued(
    readings: list[Reading], cases: Sequence[Case], expected: Expectation, gazetteer: Gazetteer
) -> list[Reading]:
    """Let later paragraphs share their heading's verdict where sections are known to have several."""
    if expected.many < MANY:
        return readings
    result: list[Reading] = []
    head: int | None = None
    for at, (reading, case) in enumerate(zip(readings, cases, strict=True)):
        if case.unit.stated:
            head = at
        elif head is not None and _goes_on(reading, case, readings[head], cases, head, gazetteer):
            sure = min(readings[head].confidence, CONTINUED)
            reading = replace(reading, places=readings[head].places, verdict="heading", confidence=sure)
        result.append(reading)
    return result


def _goes_on(
    reading: Reading, case: Case, above: Reading, cases: Sequence[Case], head: int, gazetteer: Gazetteer
) -> bool:
    """Whether a paragraph without heading is plainly more of the section above it."""
    own = {d for key in above.places for d in gazetteer.within(key)}
    if above.verdict != "heading" or reading.verdict in {"mixed", "general", "lead"}:
        return False
    if not own & {place for place, _ in reading.candidates[:1]}:
        return False
    words, others = case.score.of(own), case.score.best(but=own)[1]
    return others < FOREIGN and (words >= FOREIGN or not _has_room(case, cases, head, own))


def _has_room(case: Case, cases: Sequence[Case], head: int, own: set[str]) -> bool:
    """Whether a section whose heading was lost could stand between this heading and the next one."""
    if not case.is_ordered:
        return False
    following = next((after for after in cases[head + 1 :] if after.unit.stated), None)
    if following is None:
        return True
    after = max(following.chances, key=lambda place: following.chances[place])
    return case.ranks[after] - max(case.ranks[place] for place in own) > 1


def _joined(read: Sequence[Unit], readings: Sequence[Reading], expected: Expectation) -> list[Placed]:
    """Put neighbouring units about the same place into one section."""
    sections: list[Placed] = []
    for unit, reading in zip(read, readings, strict=True):
        last = sections[-1] if sections else None
        if last and not unit.stated and _belongs(last, reading, expected):
            sections[-1] = Placed((*last.units, unit), _weaker(last.reading, reading))
        else:
            sections.append(Placed((unit,), reading))
    return sections


def _belongs(last: Placed, reading: Reading, expected: Expectation) -> bool:
    if not reading.places or last.reading.places != reading.places or last.reading.verdict == "mixed":
        return False
    if reading.verdict == "mixed":
        return False
    return reading.is_certain or expected.many >= MANY


def _weaker(first: Reading, second: Reading) -> Reading:
    """What holds of both, with all evidence: the second reading where it is not certain, else the first."""
    kept = first if second.is_certain else second
    seen = {(e.start, e.end): e for e in (*first.evidence, *second.evidence)}
    words = tuple(seen[span] for span in sorted(seen))
    return replace(kept, confidence=min(first.confidence, second.confidence), evidence=words)

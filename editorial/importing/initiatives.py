"""Proposes the initiatives of a section: spans of its body with what an editor would otherwise type in.

Nothing is decided here. A ticked proposal is one the desk accepts unless the editor says no; one that is only
shown waits for a yes. What is proposed by neither stays in the text and can be selected by hand.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from editorial.importing.acts import before_adverbs
from editorial.importing.bodies import organisations_in, zones_in
from editorial.importing.clauses import Sentence, enclosures, masked, sentences
from editorial.importing.flow import Flow, flow
from editorial.importing.kinds import SOFT_KINDS, kind_of
from editorial.importing.passages import Doing, Part, doings
from editorial.importing.quantities import Quantity, quantities_in
from editorial.importing.scoring import SHOWN, TICKED, Weight, verb_end, weigh
from editorial.importing.themes import themes_of
from editorial.importing.titles import title_of, title_of_work

JOINTS = frozenset({"", "、", "和", "与", "及", "以及"})


@dataclass(frozen=True, slots=True)
class Proposal:
    """One initiative offered to an editor; ``exact`` is ``body[start:end]``, quantities lie in ``body`` too.

    ``kind`` is a value of ``initiatives.choices.InitiativeKind``; ``why`` gives the verb and the signs.
    """

    start: int
    end: int
    exact: str
    title: str
    kind: str
    themes: tuple[str, ...]
    month: int | None
    zones: tuple[str, ...]
    organisations: tuple[str, ...]
    quantities: tuple[Quantity, ...]
    score: float
    ticked: bool
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A body as it is read: the running line, the same blotted out, and the amounts in it."""

    body: str
    line: Flow
    bare: str
    amounts: tuple[Quantity, ...]
    zones: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Offer:
    """A slice of the running line with the title and kind it is offered under."""

    start: int
    end: int
    title: str
    kind: str


def reading_of(body: str, zones: Mapping[str, str]) -> Reading:
    line = flow(body)
    return Reading(body, line, masked(line.text), tuple(quantities_in(line, body)), zones)


def is_slogan(sentence: Sentence, number: int) -> bool:
    """Return whether a sentence stands where sections put their motto: first, and of one clause."""
    return number == 0 and len(sentence.clauses) == 1


def is_offered(weight: Weight) -> bool:
    """Return whether an editor sees it at all. Statements, aims and layouts are shown, however weak."""
    return weight.score >= SHOWN or weight.kind in SOFT_KINDS


def beside_verb(line: str, part: Part) -> tuple[str, str]:
    """Return what stands on either side of a clause's verb."""
    text = line[part.start : part.end]
    if part.act is None:
        return text, ""
    return text[: before_adverbs(part.bare, part.act.start)], text[verb_end(part.bare, part.act) :]


def works_in_a_row(text: str) -> list[tuple[int, int]]:
    """Return the spans of the 《》 titles of a clause where two or more follow each other, else nothing."""
    works = [span for span in enclosures(text) if text[span[0]] == "《"]
    in_row = all(text[one[1] : other[0]] in JOINTS for one, other in pairwise(works))
    return works if len(works) > 1 and in_row else []


def offers(line: str, doing: Doing, weight: Weight) -> Iterator[Offer]:
    """Yield a doing as one offer, or, where it names several works in a row, as one for each."""
    head, act = doing.head, doing.head.act
    text = line[head.start : head.end]
    works = works_in_a_row(text) if act and act.strength >= 2.5 else []
    if not works or act is None:
        yield Offer(doing.start, doing.end, title_of(text, head.bare, act), weight.kind)
        return
    for index, (opens, closes) in enumerate(works):
        start = doing.start if index == 0 else head.start + opens
        end = doing.end if index + 1 == len(works) else head.start + closes
        work = text[opens:closes]
        yield Offer(start, end, title_of_work(act.verb, work), kind_of(act.family, work))


def proposal(read: Reading, doing: Doing, weight: Weight, offer: Offer) -> Proposal:
    """Return an offer with all that can be read from its slice."""
    start, end = read.line.span(offer.start, offer.end)
    told = read.line.text[offer.start : offer.end]
    parts = [part for part in doing.parts if part.start < offer.end and offer.start < part.end]
    phrases = [phrase for part in parts for phrase in beside_verb(read.line.text, part)]
    return Proposal(
        start=start,
        end=end,
        exact=read.body[start:end],
        title=offer.title,
        kind=offer.kind,
        themes=themes_of(told),
        month=doing.month,
        zones=zones_in(told, read.zones),
        organisations=organisations_in(phrases),
        quantities=tuple(q for q in read.amounts if start <= q.start and q.end <= end),
        score=weight.score,
        ticked=weight.score >= TICKED and weight.kind != "statement",
        why=weight.why,
    )


def proposals(read: Reading) -> Iterator[Proposal]:
    for number, sentence in enumerate(sentences(read.line.text)):
        for doing in doings(read.bare, sentence):
            weight = weigh(read.line.text, doing, is_slogan=is_slogan(sentence, number))
            if weight is not None and is_offered(weight):
                yield from (
                    proposal(read, doing, weight, offer) for offer in offers(read.line.text, doing, weight)
                )


def propose(body: str, zones: Mapping[str, str]) -> list[Proposal]:
    """Return the proposals for a section's body in the order of the text; none overlaps another.

    ``zones`` maps each name of a zone to its slug; one mapped to "" is a decoy that hides the names in it.
    """
    return list(proposals(reading_of(body, zones)))

"""What importing a chapter would make, before anything is made: sections, places, proposals, leftovers.

All offsets are code points of the source text, end exclusive. The segments of a plan tile the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .gazetteer import Gazetteer
from .initiatives import Proposal, propose
from .paragraphs import Unit
from .places import Placed, place
from .segment import Block, blocks, tile
from .spans import Segment
from .verdicts import Reading

PARAGRAPH = "\n\n"
"""Put between two paragraphs of a body where a caption or a page's furniture was taken out."""
NO_SECTION = frozenset({"general", "lead"})
WEAK = frozenset({"order-only", "unresolved"})


@dataclass(frozen=True, slots=True)
class Piece:
    """``text[start:end]`` of the source stands in the body from ``at``."""

    at: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Body:
    """The words of a section, and where in the source each of them comes from."""

    text: str
    pieces: tuple[Piece, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where in the source a non-empty range of the body begins and ends."""
        return self._source(start), self._source(end - 1) + 1

    def _source(self, at: int) -> int:
        piece = max((p for p in self.pieces if p.at <= at), key=lambda p: p.at)
        return min(piece.start + at - piece.at, piece.end - 1)


@dataclass(frozen=True, slots=True)
class PlannedSection:
    """One passage of the chapter; ``heading`` is None where none is printed."""

    start: int
    end: int
    heading: str | None
    body: Body
    reading: Reading
    needs_confirmation: bool
    initiatives: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """``unassigned`` are the segments that an editor must give to a section or mark as general."""

    text: str
    encoding: str
    year: int | None
    sections: tuple[PlannedSection, ...]
    segments: tuple[Segment, ...]

    @property
    def unassigned(self) -> tuple[Segment, ...]:
        return tuple(segment for segment in self.segments if segment.kind == "unassigned")


def plan(
    text: str,
    gazetteer: Gazetteer,
    year: int | None = None,
    encoding: str = "utf-8",
    marks: Iterable[Segment] = (),
) -> Plan:
    """Return the plan for one chapter; ``marks`` are lines whose kind the file itself tells.

    Reads only its arguments: the same text gives the same plan.
    """
    found = blocks(text, gazetteer.titles, marks)
    placed = place(text, found, gazetteer)
    told = [section for section in placed if _is_section(section)]
    sections = tuple(_section(text, section, gazetteer) for section in told)
    return Plan(text, encoding, year, sections, tuple(_segments(text, found, placed)))


def _is_section(placed: Placed) -> bool:
    """Whether it becomes a section. An introduction stays one unless its own words name a place."""
    has_words = any(unit.parts for unit in placed.units)
    is_lead = all(unit.is_lead for unit in placed.units)
    verdict = placed.reading.verdict
    return has_words and verdict not in NO_SECTION and not (is_lead and verdict in WEAK)


def _section(text: str, placed: Placed, gazetteer: Gazetteer) -> PlannedSection:
    first = placed.units[0]
    printed = (*first.heading, *(() if first.stated else first.headlines))
    body = _body(text, placed.units, without=printed)
    start = min(segment.start for segment in (*printed, *first.headlines, *first.parts))
    heading = "".join(text[segment.start : segment.end] for segment in printed).strip()
    return PlannedSection(
        start=start,
        end=body.pieces[-1].end,
        heading=heading or None,
        body=body,
        reading=placed.reading,
        needs_confirmation=placed.needs_confirmation,
        initiatives=tuple(propose(body.text, gazetteer.zones)),
    )


def _body(text: str, found: Sequence[Unit], *, without: Sequence[Segment]) -> Body:
    """Join the paragraphs with the white space between them; where more was between, with a blank line."""
    pieces: list[Piece] = []
    written = ""
    for unit in found:
        is_torn = False
        for part in (*unit.headlines, *unit.parts):
            if part in without:
                continue
            last = pieces[-1].end if pieces else part.start
            between = text[last : part.start]
            joint = between if not between.strip() else "" if is_torn else PARAGRAPH
            pieces.append(Piece(len(written) + len(joint), part.start, part.end))
            written += joint + text[part.start : part.end]
            is_torn = part in unit.parts
    return Body(written, tuple(pieces))


def _segments(text: str, found: Iterable[Block], placed: Iterable[Placed]) -> list[Segment]:
    """Tile the text; paragraphs that came to be of another kind than they looked carry the new one."""
    kinds: dict[Segment, str] = {}
    for section in placed:
        kind = "body" if _is_section(section) else "unassigned"
        for unit in section.units:
            is_lead = kind == "unassigned" and (unit.is_lead or section.reading.verdict == "lead")
            kinds |= dict.fromkeys(unit.parts, "lead" if is_lead else kind)
            if kind == "unassigned" and not is_lead:
                kinds |= dict.fromkeys((*unit.heading, *unit.headlines), kind)
    parts = [part for block in found for part in block.parts]
    return tile(text, [Segment(part.start, part.end, kinds.get(part, part.kind)) for part in parts])

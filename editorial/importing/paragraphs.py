"""A chapter's blocks as the paragraphs that a place is looked for, each with the heading it stands under."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .gazetteer import Gazetteer
from .segment import Block
from .spans import Segment
from .text import fold


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph with what stands directly above it.

    ``heading`` names places, ``stated`` are those; ``headlines`` are headings that name none. ``is_first`` is
    true of the first paragraph after the chapter's title.
    """

    parts: tuple[Segment, ...]
    heading: tuple[Segment, ...] = ()
    stated: tuple[str, ...] = ()
    headlines: tuple[Segment, ...] = ()
    is_lead: bool = False
    is_first: bool = False

    @property
    def ranges(self) -> tuple[tuple[int, int], ...]:
        """What is read for place words: the headlines and the paragraph."""
        return tuple((part.start, part.end) for part in (*self.headlines, *self.parts))


def units(found: Sequence[Block], gazetteer: Gazetteer) -> list[Unit]:
    """Return the paragraphs of the chapter in order; a heading without one becomes a unit of its own."""
    reading = _Reading(gazetteer)
    for block in found:
        reading.take(block)
    reading.close()
    return reading.units


class _Reading:
    """Collects headings until the paragraph that they stand above comes."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.units: list[Unit] = []
        self.heading: Block | None = None
        self.headlines: list[Segment] = []
        self.is_first = True

    def take(self, block: Block) -> None:
        if block.kind == "heading":
            self.take_heading(block)
        elif block.kind in {"body", "lead"}:
            self.add(block.parts, is_lead=block.kind == "lead")
        elif block.kind == "title":
            self.close()
            self.is_first = True

    def take_heading(self, block: Block) -> None:
        if not block.names:
            self.headlines += block.parts
            return
        self.close()
        self.heading = block

    def close(self) -> None:
        if self.heading is not None or self.headlines:
            self.add((), is_lead=False)

    def add(self, parts: tuple[Segment, ...], *, is_lead: bool) -> None:
        heading = self.heading.parts if self.heading else ()
        stated = self.stated(self.heading) if self.heading else ()
        self.units.append(Unit(parts, heading, stated, tuple(self.headlines), is_lead, self.is_first))
        self.heading, self.headlines, self.is_first = None, [], False

    def stated(self, heading: Block) -> tuple[str, ...]:
        """The places that the names of a heading mean; a district beside its own zone adds nothing."""
        keys = list(dict.fromkeys(self._keys(heading)))
        covered = {d for key in keys for d in self.gazetteer.within(key) if d != key}
        return tuple(key for key in keys if key not in covered)

    def _keys(self, heading: Block) -> Iterable[str]:
        for name in heading.names:
            title = self.gazetteer.titles.get("".join(fold(name).text.split()))
            if title:
                yield title

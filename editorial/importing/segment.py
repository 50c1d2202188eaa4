"""The blocks of a chapter and their kinds. Which place a block is about is not decided here."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .headings import NUMBERING, PlaceNames
from .lines import (
    Line,
    Wrapping,
    furniture,
    has_words,
    is_bullet,
    is_caption,
    is_chapter,
    is_outline,
    is_short,
    lines,
    wrapping,
)
from .spans import Segment

_GENERAL = re.compile("区域创新|各区|重点区域|各承载区|各园区|各行政区|主线|本章|本节|本市各|十六个区|16个区")
_LONGEST_HEADING = 60


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a line with one kind; ``parts`` are several where a page footer lies inside.

    ``names`` are the place names that a heading consists of, as they were given; a heading without any is
    a headline or a subheading of the text.
    """

    kind: str
    parts: tuple[Segment, ...]
    names: tuple[str, ...] = ()

    @property
    def start(self) -> int:
        return self.parts[0].start

    @property
    def end(self) -> int:
        return self.parts[-1].end


def segment(text: str, names: Iterable[str], marks: Iterable[Segment] = ()) -> list[Segment]:
    """Return segments that tile the text, given the names that places may stand under."""
    return tile(text, [part for block in blocks(text, names, marks) for part in block.parts])


def tile(text: str, parts: Iterable[Segment]) -> list[Segment]:
    """Return the parts in order with what lies between them, white space as ``space``."""
    tiles: list[Segment] = []
    here = 0
    for part in sorted(parts, key=lambda part: part.start):
        tiles += _between(text, here, part.start)
        tiles.append(part)
        here = part.end
    return tiles + _between(text, here, len(text))


def _between(text: str, start: int, end: int) -> list[Segment]:
    if start == end:
        return []
    return [Segment(start, end, "unassigned" if text[start:end].strip() else "space")]


def blocks(text: str, names: Iterable[str], marks: Iterable[Segment] = ()) -> list[Block]:
    """Return the blocks of the text in order; they hold everything but the white space between them.

    ``marks`` are lines whose kind the file itself tells, as a Word file does by its styles.
    """
    places = PlaceNames.of(names)
    found = lines(text)
    bare = [places.is_bare(text[line.start : line.end]) for line in found]
    told = _told(found, marks)
    loose = [
        is_loose if kind is None else kind == "furniture"
        for is_loose, kind in zip(furniture(found, bare), told, strict=True)
    ]
    wrap = wrapping(found, loose)
    reading = _Reading(text, places, wrap, found, bare, loose, told)
    for place in range(len(found)):
        reading.take(place)
    return _with_leads(text, places, [draft.block() for draft in reading.drafts])


def _told(found: Sequence[Line], marks: Iterable[Segment]) -> list[str | None]:
    """The kind of each line by the file's own account; a long heading is a paragraph in the wrong style."""
    kinds = {line.start: mark.kind for mark in marks for line in _within(found, mark)}
    return [kinds.get(line.start) if line.length <= _LONGEST_HEADING else None for line in found]


def _within(found: Sequence[Line], mark: Segment) -> Sequence[Line]:
    first = bisect_left(found, mark.start, key=lambda line: line.start)
    last = bisect_left(found, mark.end, key=lambda line: line.start)
    return found[first:last]


@dataclass(slots=True)
class _Draft:
    """A block that may still grow; ``last`` is its last line."""

    kind: str
    ranges: list[tuple[int, int]]
    last: Line
    names: tuple[str, ...] = ()

    def grow(self, line: Line, *, is_torn: bool) -> None:
        if is_torn:
            self.ranges.append((line.start, line.end))
        else:
            self.ranges[-1] = (self.ranges[-1][0], line.end)
        self.last = line

    def block(self) -> Block:
        parts = tuple(Segment(start, end, self.kind) for start, end in self.ranges)
        return Block(self.kind, parts, self.names)


@dataclass(slots=True)
class _Reading:
    """The lines of a text, read from the first to the last."""

    text: str
    places: PlaceNames
    wrap: Wrapping | None
    lines: Sequence[Line]
    bare: Sequence[bool]
    loose: Sequence[bool]
    told: Sequence[str | None]
    drafts: list[_Draft] = field(default_factory=list)
    open: _Draft | None = None  # the body that the next line may continue
    is_torn: bool = False  # furniture has come since its last line

    def take(self, place: int) -> None:
        line = self.lines[place]
        if self.loose[place]:
            self.drafts.append(_Draft("furniture", [(line.start, line.end)], line))
            self.is_torn = True
        elif self.open is not None and self.continues(self.open, place):
            self.open.grow(line, is_torn=self.is_torn)
            self.is_torn = False
        else:
            self.begin(place)

    def continues(self, body: _Draft, place: int) -> bool:
        """Whether the line goes on with the paragraph before it."""
        line, is_bare = self.lines[place], self.bare[place]
        if self.told[place]:
            return False
        if self.wrap is None:
            return self.is_torn and not (is_bare or body.last.is_finished or _stands_alone(line))
        if line.length <= 2 and not is_bare and not line.is_apart:
            return True
        if not self.wrap.is_full(body.last):
            return False
        if body.last.is_finished:
            return not is_bare and self.follows(place)
        return not (is_bare and (line.is_apart or line.is_last)) and not self.is_new(line)

    def is_new(self, line: Line) -> bool:
        """Set off although the line before it is full and has no end: a caption or a chapter, apart."""
        return line.is_apart and _stands_alone(line) and not self.is_torn

    def follows(self, place: int) -> bool:
        """Whether a line behind the end of a sentence is in the same paragraph by the layout alone."""
        line = self.lines[place]
        if self.wrap is None or (_stands_alone(line) and not self.is_paragraph(place)):
            return False
        if self.wrap.by_indent:
            return not line.is_indented
        is_near = not line.is_apart and not (self.is_torn and self.lines[place - 1].is_apart)
        return self.wrap.by_blank and is_near and not self.places.labels(self.text[line.start : line.end])

    def begin(self, place: int) -> None:
        """Begin one block with the line, or several where labels are run into it."""
        line = self.lines[place]
        raw = self.text[line.start : line.end]
        kind = self.kind(place)
        labels = self.places.labels(raw) if kind == "body" else []
        if not labels:
            names = self.places.headed(raw) if kind == "heading" else ()
            self.add(_Draft(kind, [(line.start, line.end)], line, names))
            return
        self.cut(line, labels)

    def cut(self, line: Line, labels: Sequence[tuple[int, int]]) -> None:
        ends = [line.start + start for start, _ in labels[1:]] + [line.end]
        if labels[0][0] > 0:
            self.add_range("body", line, line.start, line.start + labels[0][0])
        for (start, end), body_end in zip(labels, ends, strict=True):
            self.add_range("heading", line, line.start + start, line.start + end)
            self.add_range("body", line, line.start + end, body_end)

    def add_range(self, kind: str, line: Line, start: int, end: int) -> None:
        raw = self.text[start:end]
        start += len(raw) - len(raw.lstrip())
        end = start + len(raw.strip())
        if start < end:
            names = self.places.headed(f"{raw} 文") if kind == "heading" else ()
            self.add(_Draft(kind, [(start, end)], line, names))

    def add(self, draft: _Draft) -> None:
        self.drafts.append(draft)
        self.open = draft if draft.kind == "body" else None
        self.is_torn = False

    def kind(self, place: int) -> str:
        """What a line is that begins a block."""
        line = self.lines[place]
        told = self.told[place]
        if self.bare[place] or told:
            return "heading" if self.bare[place] or told is None else told
        if is_bullet(line) and not is_chapter(line):
            return "body"
        is_first = not any(draft.kind in {"title", "heading", "body"} for draft in self.drafts)
        if is_chapter(line) or (is_first and is_outline(line)):
            return "title"
        if self.is_paragraph(place):
            return "body"
        if is_caption(line):
            return "caption"
        if self.places.is_headline(self.text[line.start : line.end]) and self.is_before_body(place):
            return "heading"
        if is_short(line) or is_outline(line):
            return self.short_kind(place, is_first=is_first)
        return "body" if has_words(line) else "unassigned"

    def short_kind(self, place: int, *, is_first: bool) -> str:
        """What a short line without a stop is, by what it names and what comes next."""
        line = self.lines[place]
        if is_first and not self.places.is_mentioned(line.text):
            return "title"
        if self.is_before_body(place):
            return "heading"
        is_closing = not (is_first or is_outline(line) or NUMBERING.match(line.text))
        return "caption" if is_closing and self.is_before_heading(place) else "body"

    def is_paragraph(self, place: int) -> bool:
        """A full line that the next one goes on from: short only because the text is wrapped."""
        line = self.lines[place]
        if self.wrap is None or not self.wrap.is_full(line) or line.is_last:
            return False
        following = self.lines[place + 1]
        return not self.bare[place + 1] and not (self.wrap.by_indent and following.is_indented)

    def is_before_body(self, place: int) -> bool:
        """Whether what comes next, furniture left out, is running text."""
        after = (near for near in range(place + 1, len(self.lines)) if not self.loose[near])
        following = next(after, None)
        if following is None or self.bare[following]:
            return False
        return not _stands_alone(self.lines[following])

    def is_before_heading(self, place: int) -> bool:
        """Whether a place's heading comes next, or nothing: so the line closes the section above."""
        after = (near for near in range(place + 1, len(self.lines)) if not self.loose[near])
        following = next(after, None)
        return following is None or self.bare[following]


def _stands_alone(line: Line) -> bool:
    return is_chapter(line) or is_caption(line) or is_short(line)


def _with_leads(text: str, places: PlaceNames, found: list[Block]) -> list[Block]:
    """Mark the paragraph that introduces the chapter: the first, general by its words, on no place or many.

    Wherever that is in doubt it stays a body: it may be a section that lost its heading.
    """
    told = [block for block in found if block.kind not in {"furniture", "caption", "title"}]
    if not told or told[0].kind != "body":
        return found
    words = "".join(text[part.start : part.end] for part in told[0].parts)
    if not _GENERAL.search(words) or not places.is_about_none_or_many(words):
        return found
    return [_as_lead(block) if block is told[0] else block for block in found]


def _as_lead(block: Block) -> Block:
    return Block("lead", tuple(Segment(part.start, part.end, "lead") for part in block.parts))

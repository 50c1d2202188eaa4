"""A text with anchored clauses as a flat list of tokens, ready to be written out as nested markup.

Plain Python on strings: no Django. Offsets are code points, end exclusive.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, Protocol

CLOSING = frozenset("，。；：、！？）”’》〉」』】…,.;:!?)")
TAIL = 3
"""So many last characters of a paragraph stay together: no line of a single character."""

_LINES = re.compile(r"[^\n]*\S[^\n]*")


class Anchored(Protocol):
    """A clause of the text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of text, the beginning or end of a clause, or the place of its reference mark.

    An ``open`` or ``close`` without an anchor is the tail of the paragraph. ``is_first`` is false where a
    clause goes on after being cut by another one that crosses it.
    """

    kind: Literal["text", "open", "close", "mark"]
    text: str = ""
    anchor: Anchored | None = None
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    number: int
    start: int
    end: int
    tokens: Sequence[Token]


def paragraphs(body: str, anchors: Iterable[Anchored]) -> list[Paragraph]:
    """Return the lines of the body that are not blank, numbered from 1."""
    known = list(anchors)
    return [
        Paragraph(number, line.start(), line.end(), tokens(body, known, line.start(), line.end()))
        for number, line in enumerate(_LINES.finditer(body), start=1)
    ]


def tokens(body: str, anchors: Iterable[Anchored], start: int, end: int) -> list[Token]:
    """Return ``body[start:end]`` as tokens; their texts joined are that slice.

    Clauses may touch, nest or cross; every ``open`` has its ``close`` and they nest. A mark stands once a
    clause, where the clause ends, behind the punctuation that closes it.
    """
    inside = [anchor for anchor in anchors if anchor.start < end and anchor.end > start]
    spans = [_Span(a, max(a.start, start), min(a.end, end), a.start >= start) for a in inside]
    if end - start > TAIL:
        spans.append(_Span(None, end - TAIL, end, begins_here=True))
    marks = _marks(body, inside, end)
    edges = {span.start for span in spans} | {span.end for span in spans}
    walk = _Walk(spans, marks)
    for here, there in pairwise(sorted({start, end, *edges, *marks})):
        walk.arrive(here)
        walk.found.append(Token("text", text=body[here:there]))
    walk.arrive(end)
    return walk.found


def _marks(body: str, inside: list[Anchored], end: int) -> dict[int, list[Anchored]]:
    starts = {anchor.start for anchor in inside}
    marks: dict[int, list[Anchored]] = {}
    for anchor in sorted((a for a in inside if a.end <= end), key=lambda a: a.start):
        place = anchor.end
        while place < end and body[place] in CLOSING and place not in starts:
            place += 1
        marks.setdefault(place, []).append(anchor)
    return marks


@dataclass(frozen=True, slots=True)
class _Span:
    """A clause as far as it lies in the paragraph; without an anchor, the paragraph's tail."""

    anchor: Anchored | None
    start: int
    end: int
    begins_here: bool


class _Walk:
    """The spans open at a point of the text, innermost last, and the tokens found so far."""

    def __init__(self, spans: list[_Span], marks: dict[int, list[Anchored]]) -> None:
        self.spans, self.marks = spans, marks
        self.open: list[_Span] = []
        self.found: list[Token] = []

    def arrive(self, here: int) -> None:
        """Close what ends here, set the marks due here, then open what begins or was cut."""
        cut = self.close_until(here)
        self.found += [Token("mark", anchor=anchor) for anchor in self.marks.get(here, [])]
        begun = [span for span in self.spans if span.start == here]
        for span in sorted([*cut, *begun], key=lambda span: -span.end):
            self.open.append(span)
            is_first = span.begins_here and span.start == here
            self.found.append(Token("open", anchor=span.anchor, is_first=is_first))

    def close_until(self, here: int) -> list[_Span]:
        """Close every span that ends here, and those inside it; return the ones that go on."""
        cut: list[_Span] = []
        while any(span.end <= here for span in self.open):
            span = self.open.pop()
            self.found.append(Token("close", anchor=span.anchor))
            if span.end > here:
                cut.append(span)
        return cut


def first_clause(text: str) -> str:
    """Return the text up to its first punctuation mark."""
    return _cut(text, lambda parts: parts[0])


def last_clause(text: str) -> str:
    """Return the text after its last punctuation mark but the closing ones."""
    return _cut(text, lambda parts: parts[-1])


_PUNCTUATION = re.compile(r"[^\w\s—-]+")


def _cut(text: str, choose: Callable[[list[str]], str]) -> str:
    parts = [part for part in _PUNCTUATION.split(text) if part.strip()]
    return choose(parts) if parts else text

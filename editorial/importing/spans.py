"""What the readers of a chapter hand to each other: ranges of one text, nothing else.

Offsets are code points of the decoded text, end exclusive.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Segment:
    """A range of the text and what it is; the segments of a text tile it, with no gap and no overlap."""

    start: int
    end: int
    kind: str  # title | lead | heading | body | caption | furniture | space | unassigned


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the text that speak for a place."""

    text: str
    start: int
    end: int
    kind: str  # heading | name | landmark | institution | order


@dataclass(frozen=True, slots=True)
class Passage:
    """One section's heading, where it has one, and its body blocks, in order."""

    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Folded:
    """A text made comparable, with the way back: ``map[i]`` is the original index of ``text[i]``."""

    text: str
    map: Sequence[int]

    def span(self, a: int, b: int) -> tuple[int, int]:
        """The range of the original that ``text[a:b]`` came from; an empty range stays empty."""
        if a >= b:
            at = self.map[a] if a < len(self.map) else (self.map[-1] + 1 if self.map else 0)
            return at, at
        return self.map[a], self.map[b - 1] + 1

    def at(self, original: int) -> int:
        """The first folded index that came from ``original`` or from after it."""
        return bisect_left(self.map, original)

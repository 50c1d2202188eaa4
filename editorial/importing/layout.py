"""Geometry of a page: runs of characters on one baseline, columns, and where a paragraph begins.

Distances are points; tops grow downwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

_SPLIT = 1.6
_WORD_GAP = 0.2
_INDENT = 0.8
_SET_BLANKS = re.compile(r"(?<=[^\x00-\xff])\s+(?=[^\x00-\xff])")
_ENDS = frozenset("。！？；!?;")
_MOST_CROSSING = 0.15
_LEAST_RIGHT = 0.2


@dataclass(frozen=True, slots=True)
class Character:
    """A character and its box; ``size`` is that of its font, ``is_bad`` that nobody can tell which it is."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    is_wide: bool = True
    is_bad: bool = False

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that follow each other on one line, without a wide gap."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    page_width: float
    page_height: float


def runs_of_page(characters: Iterable[Character], width: float, height: float) -> list[Run]:
    """The runs of a page, from the top down and from left to right."""
    runs = []
    for row in _rows(list(characters)):
        piece: list[Character] = []
        for character in sorted(row, key=lambda character: character.x0):
            if piece and character.x0 - piece[-1].x1 > _SPLIT * character.size:
                runs.append(_run(piece, width, height))
                piece = []
            piece.append(character)
        runs.append(_run(piece, width, height))
    return [run for run in runs if run.text]


def _rows(characters: Sequence[Character]) -> list[list[Character]]:
    rows: list[list[Character]] = []
    last = 0.0
    for character in sorted(characters, key=lambda character: character.middle):
        if not rows or character.middle - last > 0.4 * character.size:
            rows.append([])
            last = character.middle
        rows[-1].append(character)
    return rows


def _run(piece: Sequence[Character], width: float, height: float) -> Run:
    """A blank is written, or is a gap between Latin words; blanks between Han characters are only set."""
    inked = [character for character in piece if character.text.strip()]
    text = piece[0].text
    for before, after in pairwise(piece):
        is_gap = after.x0 - before.x1 > _WORD_GAP * after.size
        is_word = _is_latin(before.text) and _is_latin(after.text)
        text += (" " if is_gap and is_word else "") + after.text
    wide = [character.size for character in inked if character.is_wide]
    return Run(
        _SET_BLANKS.sub("", text).strip(),
        (inked or piece)[0].x0,
        (inked or piece)[-1].x1,
        min(character.top for character in piece),
        max(character.bottom for character in piece),
        median(wide or [character.size for character in piece]),
        width,
        height,
    )


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def paragraphs(pages: Sequence[Sequence[Run]]) -> list[str]:
    """The paragraphs of a document in the order of reading, their lines joined."""
    gutter = _gutter([run for page in pages for run in page])
    columns = [column for page in pages for column in _in_order(page, gutter)]
    found: list[str] = []
    last: _Set | None = None
    for column in columns:
        left, right = _edges(column, columns)
        pitch = _pitch(column)
        for run in column:
            here = _Set(run, left, right, pitch)
            if last is not None and not _begins(here, last):
                found[-1] = _joined(found[-1], run.text)
            else:
                found.append(run.text)
            last = here
        last = replace(last, pitch=0.0) if last else None
    return found


@dataclass(frozen=True, slots=True)
class _Set:
    """A run with the margins of its column and the distance of its lines; 0 at the column's end."""

    run: Run
    left: float
    right: float
    pitch: float

    @property
    def room(self) -> float:
        """How much the line leaves free, in its own size."""
        return (self.right - self.run.x1) / max(self.run.size, 1.0)


def _gutter(runs: Sequence[Run]) -> float | None:
    """Where a second column begins in the whole document; None where there is one column."""
    if not runs:
        return None
    width = runs[0].page_width
    best = None
    for step in range(35, 66):
        x = width * step / 100
        crossing = sum(run.x0 < x - 1 and run.x1 > x + 1 for run in runs)
        right = sum(run.x0 >= x - 1 for run in runs)
        left = sum(run.x1 <= x + 1 for run in runs)
        is_clear = crossing <= _MOST_CROSSING * len(runs)
        if is_clear and min(left, right) >= _LEAST_RIGHT * len(runs) and (best is None or crossing < best[0]):
            best = (crossing, x)
    return best[1] if best else None


def _in_order(page: Sequence[Run], gutter: float | None) -> list[list[Run]]:
    """The columns of a page; a run across the gutter ends those above it."""
    if gutter is None:
        return [list(page)] if page else []
    bands: list[list[Run]] = []
    left: list[Run] = []
    right: list[Run] = []
    for run in page:
        if run.x0 < gutter - 1 and run.x1 > gutter + 1:
            bands += [left, right, [run]]
            left, right = [], []
        else:
            (left if run.x1 <= gutter + 1 else right).append(run)
    return [band for band in (*bands, left, right) if band]


def _edges(column: Sequence[Run], columns: Sequence[Sequence[Run]]) -> tuple[float, float]:
    """The margins of a column, by all columns of the document that lie where it lies."""
    here = min(run.x0 for run in column)
    beside = [run for other in columns if abs(min(r.x0 for r in other) - here) < 30 for run in other]
    starts = sorted(run.x0 for run in beside)
    ends = sorted(run.x1 for run in beside)
    return starts[len(starts) // 10], ends[int(0.9 * (len(ends) - 1))]


def _begins(here: _Set, last: _Set) -> bool:
    """Whether a paragraph begins: indented, of another size, behind a short line, a gap or a full stop."""
    run = here.run
    em = max(run.size, 1.0)
    if run.x0 > here.left + _INDENT * em or abs(run.size - last.run.size) > 0.1 * em:
        return True
    if last.room > _SPLIT or (last.pitch and run.top - last.run.top > 1.5 * last.pitch):
        return True
    is_caption = here.room > _SPLIT and run.text[-1:] not in _ENDS
    return is_caption and last.run.text[-1:] in _ENDS


def _pitch(column: Sequence[Run]) -> float:
    """The usual distance from line to line."""
    steps = [b.top - a.top for a, b in pairwise(column) if b.top - a.top > 1]
    return median(steps) if steps else 1e9


def _joined(before: str, after: str) -> str:
    gap = " " if _is_latin(before[-1:]) and _is_latin(after[:1]) and after[0].isalpha() else ""
    return before + gap + after

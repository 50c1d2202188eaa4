"""Sentences and clauses as spans of a text, never cut inside quotation marks, book marks or brackets."""

import re
from dataclasses import dataclass

PAIRS = {
    "“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "〈": "〉", "（": "）", "(": ")", "【": "】",
    "[": "]", '"': '"',
}  # fmt: skip
LONGEST_PAIR = 200
"""A bracket that does not close within so many characters is a slip of the pen and holds nothing together."""
SENTENCE_END = re.compile(r"[。！？；!?;]+|\n+")
CLAUSE_END = re.compile(r"(?:[，：:]|(?<!\d),|,(?!\d))(?!以及|或者)")
MASK = "□"


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause without the stop after it; ``stop`` is that stop, empty at the end of the text."""

    start: int
    end: int
    stop: str


@dataclass(frozen=True, slots=True)
class Sentence:
    start: int
    end: int
    clauses: tuple[Clause, ...]


def closing(text: str, at: int) -> int | None:
    """Return where the pair opened at ``at`` closes, or None where it does not."""
    opens, closes, depth = text[at], PAIRS[text[at]], 1
    if text.find(closes, at + 1, at + LONGEST_PAIR) < 0:
        return None
    for here in range(at + 1, min(len(text), at + LONGEST_PAIR)):
        if text[here] == closes:
            depth -= 1
        elif text[here] == opens:
            depth += 1
        elif text[here] == "\n":
            return None
        if depth == 0:
            return here
    return None


def enclosures(text: str) -> list[tuple[int, int]]:
    """Return the outermost enclosed spans, marks included, in order."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(text):
        end = closing(text, at) if text[at] in PAIRS else None
        if end is not None:
            found.append((at, end + 1))
            at = end
        at += 1
    return found


def masked(text: str) -> str:
    """Return the text with everything enclosed blotted out, marks included; lengths stay."""
    pieces, at = [], 0
    for start, end in enclosures(text):
        pieces += [text[at:start], MASK * (end - start)]
        at = end
    return "".join([*pieces, text[at:]])


def pieces(bare: str, stops: re.Pattern[str], start: int, end: int) -> list[tuple[int, int, str]]:
    """Return the non-blank spans between stops, trimmed, each with the stop after it."""
    found: list[tuple[int, int, str]] = []
    at = start
    ends = [(m.start(), m.end()) for m in stops.finditer(bare, start, end)]
    for stop_start, stop_end in [*ends, (end, end)]:
        piece = bare[at:stop_start]
        left = at + len(piece) - len(piece.lstrip())
        right = left + len(piece.strip())
        if left < right:
            found.append((left, right, bare[stop_start:stop_end]))
        at = stop_end
    return found


def sentences(text: str) -> list[Sentence]:
    """Return the sentences of a text, each with its clauses."""
    bare = masked(text)
    found = []
    for start, end, full_stop in pieces(bare, SENTENCE_END, 0, len(bare)):
        inner = [Clause(a, b, stop or full_stop) for a, b, stop in pieces(bare, CLAUSE_END, start, end)]
        if inner:
            found.append(Sentence(start, end, tuple(inner)))
    return found

"""Where a query stands in a text, and a short stretch of text around it. Offsets are of the text as stored.

Plain Python: what counts as a match is what ``tokens`` says, so a page marks exactly what the index found.
"""

import re
from dataclasses import dataclass

from initiatives.search.tokens import HAN, RUNS, fold

AROUND = 24
LONGEST = 110
ELLIPSIS = "……"
_LETTER = rf"[^\W_{HAN}]"


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    is_hit: bool = False


def pattern(term: str) -> str:
    """Return a pattern over folded text: the runs of a term, whatever punctuation stands between them."""
    runs = [
        run if re.match(rf"[{HAN}]", run) else rf"(?<!{_LETTER}){re.escape(run)}(?!{_LETTER})"
        for run in RUNS.findall(fold(term))
    ]
    return r"[\W_]*".join(runs)


def hits(text: str, query: str) -> list[tuple[int, int]]:
    """Return the stretches of ``text`` that match a term of the query, in order, none within another."""
    patterns = [found for term in query.split() if (found := pattern(term))]
    if not patterns:
        return []
    folded = [fold(character) for character in text]
    # Folding may lengthen or drop a character: ``origin`` leads from the folded text back to the stored one.
    origin = [index for index, part in enumerate(folded) for _ in part]
    matches = re.finditer("|".join(f"(?:{each})" for each in patterns), "".join(folded))
    stretches: list[tuple[int, int]] = []
    for match in matches:
        start, end = origin[match.start()], origin[match.end() - 1] + 1
        # Two matches may lie in one character, such as a ligature.
        if not stretches or start >= stretches[-1][1]:
            stretches.append((start, end))
    return stretches


def snippet(text: str, query: str) -> list[Piece]:
    """Return a stretch of text with its matches marked, from a little before the first one."""
    found = hits(text, query)
    start = max(0, found[0][0] - AROUND) if found else 0
    end = min(len(text), max(start + LONGEST, found[0][1] if found else 0))
    pieces = [Piece(ELLIPSIS)] if start else []
    place = start
    for first, last in found:
        if last > end:
            break
        pieces += [Piece(text[place:first]), Piece(text[first:last], is_hit=True)]
        place = last
    pieces += [Piece(text[place:end]), *([Piece(ELLIPSIS)] if end < len(text) else [])]
    return [piece for piece in pieces if piece.text]

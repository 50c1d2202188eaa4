"""From bytes to text, and from text to a folded view in which the same words look the same."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from .glyphs import COMMON, INVISIBLE, PUNCTUATION, RADICALS
from .spans import Folded

# The longer mark first: UTF-32LE begins like UTF-16LE.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_SCORED = ("gb18030", "utf-16-le", "utf-16-be", "big5hkscs")
_BROKEN = re.compile("[\x00-\x08\x0e-\x1b\x7f]")
SURE_GAP = 0.15
SHORT = 12
LOWEST = 0.2
_PREVIEW = 60
_SAMPLE = 200_000


class Undecodable(ValueError):
    """The bytes are not text in any encoding that Chinese files come in."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An encoding in which the bytes make text, its score (1 is best) and how the text would begin."""

    encoding: str
    score: float
    preview: str


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text and its encoding. Where there are candidates, an editor must choose among them."""

    text: str
    encoding: str
    confidence: float
    candidates: tuple[Candidate, ...] = ()


def decode(raw: bytes) -> Decoded:
    """Return the text of a file, without its byte order mark.

    Never replaces a byte: what is not valid in an encoding is not read in it. Raises Undecodable.
    """
    marked = _marked(raw)
    if marked is not None:
        return marked
    utf8 = _strictly(raw, "utf-8")
    if utf8 is not None and not _BROKEN.search(utf8):
        return _unmarked_utf8(raw, utf8)
    found = _candidates(raw)
    if found and found[0].score >= (LOWEST if len(raw) > 4 * SHORT else 0):
        return _best(raw, found)
    western = _western(raw)
    if western is None:
        raise Undecodable("no encoding fits")
    return Decoded(western, "windows-1252", 0.5, (Candidate("windows-1252", 0.5, western[:_PREVIEW]), *found))


def decode_as(raw: bytes, encoding: str) -> str:
    """Return the text in the encoding that an editor chose; raises Undecodable."""
    for mark, marked in _MARKS:
        if marked == encoding and raw.startswith(mark):
            raw = raw[len(mark) :]
            break
    text = _strictly(raw, encoding)
    if text is None:
        raise Undecodable(encoding)
    return text


def _marked(raw: bytes) -> Decoded | None:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            text = _strictly(raw[len(mark) :], encoding)
            if text is not None:
                return Decoded(text, encoding, 1.0)
    return None


def _strictly(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _unmarked_utf8(raw: bytes, text: str) -> Decoded:
    """A few bytes may be valid UTF-8 by chance (一芯 in GBK is): so short, the editor sees the choice."""
    if len(text) > SHORT:
        return Decoded(text, "utf-8", 1.0)
    own = 0.5 if text.isascii() else score(text)
    rivals = tuple(found for found in _candidates(raw) if found.score >= own)
    if not rivals:
        return Decoded(text, "utf-8", 0.9)
    return Decoded(text, "utf-8", 0.6, (Candidate("utf-8", own, text[:_PREVIEW]), *rivals))


def _candidates(raw: bytes) -> list[Candidate]:
    """Every encoding that reads all of the bytes, best first. Only the beginning is scored."""
    found = []
    for encoding in _SCORED:
        text = _strictly(raw, encoding)
        if text is not None and not _BROKEN.search(text):
            found.append(Candidate(encoding, score(text[:_SAMPLE]), text[:_PREVIEW]))
    return sorted(found, key=lambda candidate: -candidate.score)


def _best(raw: bytes, found: list[Candidate]) -> Decoded:
    best = found[0]
    gap = best.score - (max(found[1].score, 0.0) if len(found) > 1 else 0.0)
    text = raw.decode(best.encoding)
    is_sure = gap >= SURE_GAP and len(text) > SHORT
    confidence = round(min(1.0, 0.5 + gap) if is_sure else min(0.6, max(gap, 0.1)), 2)
    shown = () if is_sure else tuple(candidate for candidate in found if candidate.score >= 0)
    return Decoded(text, best.encoding, confidence, shown)


def _western(raw: bytes) -> str | None:
    is_mostly_ascii = sum(byte < 128 for byte in raw[:_SAMPLE]) >= 0.8 * len(raw[:_SAMPLE])
    text = _strictly(raw, "windows-1252") if is_mostly_ascii else None
    return None if text is None or _BROKEN.search(text) else text


def score(text: str) -> float:
    """How much the text looks like Chinese: 1 where every character is a common one.

    ASCII says nothing either way. Unassigned, private and control characters weigh three times.
    """
    telling = [character for character in text if ord(character) > 127]
    if not telling:
        return 0.0
    common = sum(character in COMMON for character in telling)
    bad = sum(unicodedata.category(character) in {"Cn", "Co", "Cc"} for character in telling)
    return (common - 3 * bad) / len(telling)


def fold(text: str) -> Folded:
    """Return the text as comparisons see it, with the index of the original for every character.

    Compatibility forms, radicals, case and punctuation are unified; invisible characters go, and so does
    white space between Han characters or their punctuation, unless it holds a blank line.
    """
    pieces: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for folded in fold_character(character):
            pieces.append(folded)
            places.append(place)
    joined = "".join(pieces)
    kept = [True] * len(joined)
    for run in _INNER_SPACE.finditer(joined):
        if run.group().count("\n") < 2:
            kept[run.start() : run.end()] = [False] * len(run.group())
    return Folded(
        "".join(character for character, keep in zip(joined, kept, strict=True) if keep),
        [place for place, keep in zip(places, kept, strict=True) if keep],
    )


_WIDE = r"\u2e80-\u2fdf\u3001-\u3003\u3005-\u3011\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_INNER_SPACE = re.compile(rf"(?<=[{_WIDE}])\s+(?=[{_WIDE}])")


@lru_cache(maxsize=65_536)
def fold_character(character: str) -> str:
    """Return what the character becomes: nothing, itself, another one or several."""
    if character in INVISIBLE:
        return ""
    before, after = "", character
    while before != after:
        before = after
        after = "".join(map(_replaced, unicodedata.normalize("NFKC", before))).casefold()
    return after


def _replaced(character: str) -> str:
    if character in INVISIBLE:
        return ""
    character = PUNCTUATION.get(character, character)
    return RADICALS.get(character, character)

"""Moves spans along when the text they point into is edited, and says which no longer hold.

A span moves only with its own words: all of them must still stand together. One that was changed inside is
broken, for an editor to set anew; it is never bent to fit.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

AROUND = 24
"""How many characters on either side tell two places with the same words apart."""
FINE = 2_000_000
"""Product of the lengths of the changed parts up to which they are compared character by character."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Where a span stands in the new text. Its words are the same, character for character."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Broken:
    """A span whose words do not stand at one certain place in the new text; offsets are the old ones."""

    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A stretch that is the same in both texts."""

    old: int
    new: int
    size: int


def shared_edges(old: str, new: str) -> tuple[int, int]:
    """Return how many characters two texts share at the start and, after that, at the end."""
    shorter = min(len(old), len(new))
    head = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    most = shorter - head
    tail = next((at for at in range(most) if old[-1 - at] != new[-1 - at]), most)
    return head, tail


def kept_stretches(old: str, new: str) -> list[Kept]:
    """Return what is kept between two texts, in order. An edit is local: shared ends are set aside first."""
    whole = new.find(old)
    if whole >= 0:
        return [Kept(0, whole, len(old))]
    head, tail = shared_edges(old, new)
    old_middle, new_middle = old[head : len(old) - tail], new[head : len(new) - tail]
    kept = [Kept(0, 0, head)]
    if len(old_middle) * len(new_middle) <= FINE:
        blocks = SequenceMatcher(None, old_middle, new_middle, autojunk=False).get_matching_blocks()
        kept += [Kept(head + block.a, head + block.b, block.size) for block in blocks]
    kept.append(Kept(len(old) - tail, len(new) - tail, tail))
    return joined([stretch for stretch in kept if stretch.size])


def joined(kept: list[Kept]) -> list[Kept]:
    """Return stretches with those that touch in both texts made one."""
    found: list[Kept] = []
    for stretch in kept:
        last = found[-1] if found else None
        if last and last.old + last.size == stretch.old and last.new + last.size == stretch.new:
            found[-1] = Kept(last.old, last.new, last.size + stretch.size)
        else:
            found.append(stretch)
    return found


def places(text: str, words: str) -> list[int]:
    """Return where words stand in a text, overlapping places included."""
    found, at = [], text.find(words)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def likeness(old: str, start: int, end: int, new: str, at: int) -> int:
    """Return how many characters next to a span are the same in both texts, up to ``AROUND`` on each side."""
    size = end - start
    before = zip(
        reversed(old[max(0, start - AROUND) : start]), reversed(new[max(0, at - AROUND) : at]), strict=False
    )
    after = zip(old[end : end + AROUND], new[at + size : at + size + AROUND], strict=False)
    return sum(run_length(pairs) for pairs in (before, after))


def run_length(pairs: Iterable[tuple[str, str]]) -> int:
    """Return how many pairs are equal before the first that is not."""
    length = 0
    for one, other in pairs:
        if one != other:
            break
        length += 1
    return length


def found_again(old: str, new: str, start: int, end: int) -> int | None:
    """Return where a span's words stand in the new text: the only place, or the one that fits best around."""
    candidates = places(new, old[start:end])
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    ranked = sorted(((likeness(old, start, end, new, at), at) for at in candidates), reverse=True)
    return ranked[0][1] if ranked[0][0] > ranked[1][0] else None


def moved(old: str, new: str, kept: list[Kept], start: int, end: int) -> Moved | Broken:
    """Return where one span is now. A passage pasted elsewhere is found by its words."""
    for stretch in kept:
        if stretch.old <= start and end <= stretch.old + stretch.size:
            shift = stretch.new - stretch.old
            return Moved(start + shift, end + shift)
    at = found_again(old, new, start, end)
    return Broken(start, end, old[start:end]) if at is None else Moved(at, at + end - start)


def move(old: str, new: str, spans: Iterable[tuple[int, int]]) -> list[Moved | Broken]:
    """Return for each span of the old text where it is in the new one, or that it is broken.

    Raises ``ValueError`` for a span that is empty or lies outside the old text.
    """
    kept = kept_stretches(old, new)
    answers: list[Moved | Broken] = []
    for start, end in spans:
        if not 0 <= start < end <= len(old):
            raise ValueError(f"No span of the text: {start}–{end} of {len(old)}")
        answers.append(moved(old, new, kept, start, end))
    return answers

"""Signs that a heading is wrong or lost, from the order and the length of sections. Numbers only."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from statistics import median

ORDERLY = 0.75
LEAST = 6
COMPLETE = 0.75
OVERLONG = 1.7


def misplaced(ranks: Sequence[int | None]) -> set[int]:
    """Return which positions break an order that nearly all the others keep; None is not known.

    Where fewer than three quarters keep it there is no order to break.
    """
    known = [(at, rank) for at, rank in enumerate(ranks) if rank is not None]
    kept = set(_longest_rise(known))
    if len(known) < LEAST or len(kept) < ORDERLY * len(known):
        return set()
    return {at for at, _ in known} - kept


def _longest_rise(known: Sequence[tuple[int, int]]) -> list[int]:
    """The positions of a longest run of ranks that never falls."""
    tails: list[float] = []
    lengths: list[int] = []
    for _, rank in known:
        place = bisect_left(tails, rank + 0.5)
        tails[place : place + 1] = [rank]
        lengths.append(place)
    kept: list[int] = []
    wanted, limit = len(tails) - 1, float("inf")
    for (at, rank), length in zip(reversed(known), reversed(lengths), strict=True):
        if length == wanted and rank <= limit:
            kept.append(at)
            wanted, limit = wanted - 1, rank
    return kept


def overlong(lengths: Sequence[int], ranks: Sequence[int | None], places: int) -> set[int]:
    """Return which paragraphs are so long that the missing neighbour of their place may be in them too.

    Only in a chapter that has nearly all of the places: elsewhere a missing one means nothing.
    """
    present = {rank for rank in ranks if rank is not None}
    if len(present) < COMPLETE * places or not lengths:
        return set()
    limit = OVERLONG * median(lengths)
    missing = set(range(places)) - present
    return {
        at
        for at, (length, rank) in enumerate(zip(lengths, ranks, strict=True))
        if rank is not None and length >= limit and missing & {rank - 1, rank + 1}
    }

"""Places in the order a chapter is expected to take them. Numbers only: no text, no names.

Every block is about one of n places or about the city (the last column). A hidden walk over the places
explains the scores; how much its order counts is learned from the chapter itself.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

TO_CITY = -1.5
STAY_CITY = -0.8
START = -0.7
STAY = -0.3
STAY_SINGLE = -2.2
BACK = -0.3
BACK_ORDERED = -4.0
SKIP = 0.6
SKIP_MOST = 3.0
START_SKIP = 0.15
START_MOST = 1.5
CHANCE = 0.6
"""Neighbouring pairs rise by chance in about half the cases; up to this share the order counts nothing."""


@dataclass(frozen=True, slots=True)
class Walk:
    """What is expected of the order.

    ``ranks`` is each place's position; ``trust`` 0–1 how far it holds; ``single`` the share of short ones.
    """

    ranks: tuple[int, ...]
    trust: float
    single: float

    def start(self, place: int) -> float:
        return START - self.trust * min(START_SKIP * self.ranks[place], START_MOST)

    def move(self, before: int, after: int) -> float:
        if before == after:
            return STAY + STAY_SINGLE * self.single
        forward = self.ranks[after] - self.ranks[before]
        if forward < 0:
            return BACK + BACK_ORDERED * self.trust
        return -self.trust * min(SKIP * (forward - 1), SKIP_MOST)


def trust(anchors: Sequence[int], ranks: Sequence[int]) -> float:
    """How far the known places of a chapter follow the expected order: 0 not at all, 1 always."""
    pairs = [(a, b) for a, b in pairwise(anchors) if a != b]
    rising = sum(ranks[a] < ranks[b] for a, b in pairs)
    share = (rising + 1) / (len(pairs) + 2)
    return max(0.0, (share - CHANCE) / (1 - CHANCE))


def posterior(scores: Sequence[Sequence[float]], walk: Walk) -> list[list[float]]:
    """Return per block the probability of every place and, last, of the city; the scores come likewise."""
    if not scores:
        return []
    moves = _moves(walk)
    forward = _forward(scores, walk, moves)
    backward = _backward(scores, walk, moves)
    return [_row(f, b) for f, b in zip(forward, backward, strict=True)]


@dataclass(frozen=True, slots=True)
class _States:
    """Log weights: ``here[d]`` for a block about place d, ``city[l]`` about the city after place l."""

    here: list[float]
    city: list[float]


def _moves(walk: Walk) -> list[list[float]]:
    """``moves[after][before]``; the last column is the start."""
    places = range(len(walk.ranks))
    return [[*(walk.move(before, after) for before in places), walk.start(after)] for after in places]


def _forward(scores: Sequence[Sequence[float]], walk: Walk, moves: list[list[float]]) -> list[_States]:
    n = len(walk.ranks)
    first = scores[0]
    steps = [_States([first[d] + walk.start(d) for d in range(n)], [-math.inf] * n + [first[n]])]
    for row in scores[1:]:
        before = steps[-1]
        left = [_add(h, c) for h, c in zip(before.here, before.city, strict=False)] + [before.city[n]]
        here = [row[d] + _sum([a + b for a, b in zip(left, moves[d], strict=True)]) for d in range(n)]
        city = [
            row[n] + _add(h + TO_CITY, c + STAY_CITY) for h, c in zip(before.here, before.city, strict=False)
        ]
        steps.append(_States(here, [*city, row[n] + before.city[n] + STAY_CITY]))
    return steps


def _backward(scores: Sequence[Sequence[float]], walk: Walk, moves: list[list[float]]) -> list[_States]:
    n = len(walk.ranks)
    steps = [_States([0.0] * n, [0.0] * (n + 1))]
    for row in reversed(scores[1:]):
        after = steps[-1]
        ahead = [row[d] + after.here[d] for d in range(n)]
        onward = [_sum([ahead[d] + moves[d][before] for d in range(n)]) for before in range(n + 1)]
        here = [_add(onward[d], TO_CITY + row[n] + after.city[d]) for d in range(n)]
        city = [_add(onward[d], STAY_CITY + row[n] + after.city[d]) for d in range(n + 1)]
        steps.append(_States(here, city))
    return steps[::-1]


def _row(forward: _States, backward: _States) -> list[float]:
    here = [a + b for a, b in zip(forward.here, backward.here, strict=True)]
    city = _sum([a + b for a, b in zip(forward.city, backward.city, strict=True)])
    total = _sum([*here, city])
    return [math.exp(value - total) for value in (*here, city)]


def _add(a: float, b: float) -> float:
    return _sum([a, b])


def _sum(values: Sequence[float]) -> float:
    """The logarithm of the sum of the exponentials."""
    top = max(values)
    if top == -math.inf:
        return top
    return top + math.log(sum(math.exp(value - top) for value in values))

import math
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.importing import alignment
from editorial.importing.alignment import Walk, posterior, trust
from editorial.importing.suspicions import misplaced, overlong

SCORES = st.floats(0, 8)


@given(st.lists(st.lists(SCORES, min_size=4, max_size=4), max_size=5), st.floats(0, 1), st.floats(0, 1))
def test_every_row_is_a_distribution(scores, trusted, single):
    for row in posterior(scores, Walk((0, 1, 2), trusted, single)):
        assert sum(row) == pytest.approx(1)
        assert all(0 <= chance <= 1 + 1e-9 for chance in row)


def weight(path, scores, walk):
    """The logarithm of one path's weight, by the definition."""
    total, last, city = 0.0, None, None
    for number, (state, row) in enumerate(zip(path, scores, strict=True)):
        total += row[state]
        if state < 2:
            total += walk.start(state) if last is None else walk.move(last, state)
            last, city = state, False
        elif number:
            total += alignment.STAY_CITY if city else alignment.TO_CITY
        if state == 2:
            city = True
    return total


@given(st.lists(st.lists(SCORES, min_size=3, max_size=3), min_size=1, max_size=4), st.floats(0, 1))
def test_chances_are_those_of_all_paths_together(scores, trusted):
    walk = Walk((1, 0), trusted, 0.5)
    paths = {path: math.exp(weight(path, scores, walk)) for path in product(range(3), repeat=len(scores))}
    total = sum(paths.values())
    for number, row in enumerate(posterior(scores, walk)):
        for state in range(3):
            share = sum(value for path, value in paths.items() if path[number] == state) / total
            assert row[state] == pytest.approx(share)


@pytest.mark.parametrize(
    ("anchors", "expected"),
    [([0, 1, 2, 3, 4, 5, 6, 7], 0.72), ([7, 6, 5, 4, 3, 2, 1, 0], 0), ([], 0), ([0, 1, 0, 1, 0, 1], 0)],
)
def test_trust_in_an_order_is_learned_from_the_chapter(anchors, expected):
    assert trust(anchors, range(8)) == pytest.approx(expected, abs=0.01)


def test_order_counts_as_far_as_it_is_trusted():
    silent = [0.0] * 4
    rows = [[6.0, 0, 0, 0], silent, [0, 0, 6.0, 0]]
    believed, ignored = (posterior(rows, Walk((0, 1, 2), trusted, 0.0))[1] for trusted in (1.0, 0.0))
    assert believed[1] > believed[2]
    assert ignored[1] < 0.5 < 0.6 < posterior(rows, Walk((0, 1, 2), 1.0, 1.0))[1][1]


def test_one_heading_out_of_order_is_noticed():
    assert misplaced([0, 1, 9, 3, 4, 5, 6, 7]) == {2}
    assert misplaced([0, 1, 2, None, 4, 5, 6, 7]) == set()
    assert misplaced([3, 1, 7, 0, 5, 2, 6, 4]) == set()


def test_overlong_paragraph_beside_a_missing_place_is_noticed():
    assert overlong([100, 100, 210, 100], [0, 1, 2, 4], 5) == {2}
    assert overlong([100, 100, 210, 100], [0, 1, 2, 3], 4) == set()
    assert overlong([100, 100, 210], [0, 1, 2], 16) == set()


@given(st.lists(st.one_of(st.none(), st.integers(0, 15)), max_size=20))
def test_what_is_not_misplaced_rises(ranks):
    wrong = misplaced(ranks)
    kept = [rank for at, rank in enumerate(ranks) if rank is not None and at not in wrong]
    assert not wrong or kept == sorted(kept)

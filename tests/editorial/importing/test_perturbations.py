"""Nothing silently wrong: headings lost, swapped or shuffled, cross-mentions, noise, glued paragraphs.

The seeds are fixed. On more of them: ``PERTURBATIONS=20 python3 dev.py test tests/editorial/importing``.
"""

import os

import pytest

from .known_chapters import (
    full_gazetteer,
    general_gazetteer,
    needs_published,
    own_chapter,
    published_chapter,
    references,
)
from .perturbation import Tally, tally, variants

SEED_COUNT = int(os.environ.get("PERTURBATIONS", "1"))
MOST_WRONG = 0.001
WITH_HEADINGS = ("as it is", "shuffled", "cross-mentions", "two paragraphs")


def run(chapters, gazetteer):
    """Return per kind of perturbation what became of the paragraphs."""
    found = {}
    for seed in range(SEED_COUNT):
        for chapter in chapters:
            for name, variant in variants(chapter, gazetteer, seed):
                found[name] = found.get(name, Tally()) + tally(variant, gazetteer, name)
    return found


@pytest.fixture(scope="module")
def own():
    gazetteer = full_gazetteer()
    return run([own_chapter(chapter, gazetteer) for chapter in references()], gazetteer)


def test_nothing_is_silently_wrong(own):
    assert [wrong for found in own.values() for wrong in found.wrong] == []


@pytest.mark.parametrize("name", WITH_HEADINGS)
def test_nearly_all_places_are_right_where_headings_stand(own, name):
    assert own[name].right >= 0.99 * own[name].blocks


@pytest.mark.parametrize("name", ["no headings", "noise, no headings", "cross-mentions, no headings"])
def test_nearly_all_places_are_right_where_headings_are_lost(own, name):
    assert own[name].right >= 0.95 * own[name].blocks


def test_lost_headings_leave_few_questions(own):
    """The introduction of a chapter is not asked about and is not certain either."""
    found = own["no headings"]
    assert found.certain >= 0.7 * (found.blocks - 2 * SEED_COUNT)


def test_names_that_were_not_written_for_these_chapters_are_not_silently_wrong_either():
    gazetteer = general_gazetteer()
    total = sum(run([own_chapter(c, gazetteer) for c in references()], gazetteer).values(), Tally())
    assert len(total.wrong) <= MOST_WRONG * total.blocks
    assert total.right >= 0.75 * total.blocks


@needs_published
def test_nothing_is_silently_wrong_on_the_published_chapters():
    gazetteer = full_gazetteer()
    total = sum(run([published_chapter(c, gazetteer) for c in references()], gazetteer).values(), Tally())
    assert total.wrong == []
    assert total.right >= 0.9 * total.blocks

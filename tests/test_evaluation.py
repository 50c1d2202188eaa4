"""What the evaluation counts, on small examples; and the floors that importing must reach on our chapters."""

import json
import shutil
import sys

import pytest

from editorial.importing import reference
from tests.evaluation.__main__ import FIXTURES, evaluated, main
from tests.evaluation.measures import Result, Score, compare, overlap, pairs


def span(item):
    return item


def test_overlap_is_a_share_of_the_longer_range():
    assert overlap((0, 10), (5, 10)) == 0.5
    assert overlap((0, 10), (10, 20)) == 0


def test_ranges_are_matched_one_to_one_the_best_first():
    assert list(pairs([(0, 10), (0, 9)], [(0, 9)], 0.5, span)) == [((0, 9), (0, 9))]


def test_rates():
    score = Score(right=3, offered=4, wanted=6)
    assert (score.precision, score.recall, score.f1) == (0.75, 0.5, pytest.approx(0.6))
    assert Score().f1 == 1


def section(places, verdict="heading"):
    body = {"start": 0, "body_start": 0, "end": 50, "body": "字" * 50, "initiatives": []}
    return body | {"places": places, "verdict": verdict}


KNOWN = {
    "sections": [{"order": 1, "place": {"district": "1"}, "body": {"start": 0, "end": 50}, "initiatives": []}]
}


def compared(*sections):
    return compare({"sections": list(sections)}, KNOWN, lambda order, offset: offset)


def test_wrong_place_offered_as_certain_is_told():
    assert compared(section(["1"])).certain_but_wrong == []
    assert len(compared(section(["2"])).certain_but_wrong) == 1
    assert compared(section(["2"], "suggest")).certain_but_wrong == []
    assert compared(section(["2"], "suggest")).asked == 1


def test_missing_place_costs_recall_only():
    score = compared(section([], "unresolved")).scores["places"]
    assert (score.right, score.offered, score.wanted) == (0, 0, 1)


@pytest.fixture(scope="module")
def ours():
    return sum((result for _, result in evaluated(FIXTURES, reference.read(FIXTURES))), Result())


@pytest.mark.parametrize(
    ("measure", "least"),
    [("sections", 1), ("places", 1), ("spans ticked, concrete", 0.8), ("quantities", 0.95), ("months", 1)],
)
def test_importing_reaches_its_floor_on_our_chapters(ours, measure, least):
    assert ours.scores[measure].f1 >= least


def test_nothing_is_certain_but_wrong_on_our_chapters(ours):
    assert ours.certain_but_wrong == []


def test_files_of_the_same_form_can_be_given(tmp_path, monkeypatch, capsys):
    chapters = json.loads((FIXTURES / "initiatives.json").read_text(encoding="utf-8"))
    chapters["chapters"] = chapters["chapters"][:1]
    (tmp_path / "own.json").write_text(json.dumps(chapters), encoding="utf-8")
    shutil.copy(FIXTURES / "2017.txt", tmp_path)
    monkeypatch.setattr(sys, "argv", ["eval", str(tmp_path / "own.json")])
    main()
    printed = capsys.readouterr().out
    assert "2017.txt" in printed
    assert "2023.txt" not in printed

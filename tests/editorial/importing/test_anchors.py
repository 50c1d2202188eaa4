"""Anchors move with their words, or are said to be broken; never bent, never dropped."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editorial.importing.anchors import Broken, Moved, move

TEXT = st.text(alphabet="甲乙丙丁，。", max_size=60)


@st.composite
def texts_with_spans(draw, text=TEXT):
    old = draw(text)
    spans = []
    for _ in range(draw(st.integers(0, 4)) if old else 0):
        start = draw(st.integers(0, len(old) - 1))
        spans.append((start, draw(st.integers(start + 1, len(old)))))
    return old, spans


@settings(deadline=None)
@given(texts_with_spans(), TEXT)
def test_every_span_is_answered_and_a_moved_one_has_its_own_words(old_and_spans, new):
    old, spans = old_and_spans
    answers = move(old, new, spans)

    assert len(answers) == len(spans)
    for (start, end), answer in zip(spans, answers, strict=True):
        if isinstance(answer, Moved):
            assert new[answer.start : answer.end] == old[start:end]
        else:
            assert answer == Broken(start, end, old[start:end])


@settings(deadline=None)
@given(texts_with_spans(st.text(max_size=60)))
def test_nothing_moves_in_an_unchanged_text(old_and_spans):
    old, spans = old_and_spans

    assert move(old, old, spans) == [Moved(start, end) for start, end in spans]


@settings(deadline=None)
@given(texts_with_spans(), TEXT, TEXT)
def test_words_added_at_both_ends_shift_every_span(old_and_spans, before, after):
    old, spans = old_and_spans

    for (start, end), answer in zip(spans, move(old, before + old + after, spans), strict=True):
        assert isinstance(answer, Moved)
        assert (before + old + after)[answer.start : answer.end] == old[start:end]


@settings(deadline=None)
@given(texts_with_spans(), TEXT)
def test_a_span_is_broken_only_where_its_words_are_gone_or_stand_at_several_places(old_and_spans, new):
    old, spans = old_and_spans

    for answer in move(old, new, spans):
        if isinstance(answer, Broken):
            assert new.find(answer.exact) < 0 or new.find(answer.exact) != new.rfind(answer.exact)


def test_an_edit_inside_a_span_breaks_it_and_leaves_its_neighbours():
    old = "成立联盟。设立基金。建成平台。"
    new = "先行一步。成立联盟。设立两支基金。建成平台。"

    assert move(old, new, [(0, 4), (5, 9), (10, 14)]) == [
        Moved(5, 9),
        Broken(5, 9, "设立基金"),
        Moved(17, 21),
    ]


def test_a_sentence_put_elsewhere_is_found_by_its_words():
    assert move("成立联盟。设立基金。", "设立基金。成立联盟。", [(0, 4), (5, 9)]) == [
        Moved(5, 9),
        Moved(0, 4),
    ]


def test_a_repeated_sentence_keeps_to_its_own_place():
    old = "东区：建成平台。西区：建成平台。"

    assert move(old, old.replace("东区：", "东部的新区："), [(11, 15)]) == [Moved(14, 18)]


@pytest.mark.parametrize("span", [(0, 0), (-1, 1), (2, 9), (2, 1)])
def test_a_span_outside_the_text_is_refused(span):
    with pytest.raises(ValueError, match="No span"):
        move("三个字", "三个字", [span])

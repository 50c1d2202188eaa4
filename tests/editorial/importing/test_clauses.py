"""Sentences and clauses: cut at stops, never inside what is enclosed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editorial.importing.clauses import enclosures, masked, sentences

MARKS = st.text(alphabet='“”《》（）()"，。；：,1甲\n', max_size=60)


def clauses(text: str) -> list[list[str]]:
    return [[text[c.start : c.end] for c in sentence.clauses] for sentence in sentences(text)]


def is_between_clauses(text: str) -> bool:
    return all(character in "，。；：！？,;:!?" or character.isspace() for character in text)


@settings(deadline=None)
@given(st.one_of(st.text(), MARKS))
def test_clauses_are_in_order_inside_their_sentence_and_hold_everything_but_stops_and_blanks(text):
    at = 0
    for sentence in sentences(text):
        assert at <= sentence.start < sentence.end <= len(text)
        for clause in sentence.clauses:
            assert is_between_clauses(text[at : clause.start])
            assert text[clause.start : clause.end].strip() == text[clause.start : clause.end]
            at = clause.end
    assert is_between_clauses(text[at:])


@settings(deadline=None)
@given(MARKS)
def test_no_clause_begins_or_ends_inside_what_is_enclosed(text):
    edges = {edge for s in sentences(text) for c in s.clauses for edge in (c.start, c.end)}

    assert not any(start < edge < end for start, end in enclosures(text) for edge in edges)


@settings(deadline=None)
@given(MARKS)
def test_a_blotted_text_keeps_its_length(text):
    assert len(masked(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("建成平台，启用大楼。引进团队；", [["建成平台", "启用大楼"], ["引进团队"]]),
        ("发布《甲，乙。丙》，成立“丁，戊”中心", [["发布《甲，乙。丙》", "成立“丁，戊”中心"]]),
        ("实施1,2+3规划,投资1,200万元", [["实施1,2+3规划", "投资1,200万元"]]),
        ("一个“没有合上的引号，后面照断", [["一个“没有合上的引号", "后面照断"]]),
        ("连接2家高校，以及3家企业", [["连接2家高校，以及3家企业"]]),
        ("", []),
    ],
)
def test_text_is_cut_into_clauses(text, expected):
    assert clauses(text) == expected

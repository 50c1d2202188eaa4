from dataclasses import dataclass

from hypothesis import example, given
from hypothesis import strategies as st

from initiatives.spans import CLOSING, first_clause, last_clause, paragraphs, tokens


@dataclass(frozen=True)
class Clause:
    start: int
    end: int


bodies = st.text(alphabet="甲乙丙，。”“\n a😀", min_size=1, max_size=40)


@st.composite
def texts_with_clauses(draw):
    body = draw(bodies)
    starts = draw(st.lists(st.integers(0, len(body) - 1), max_size=5))
    return body, {Clause(start, draw(st.integers(start + 1, len(body)))) for start in starts}


def written(found):
    return "".join(token.text for token in found)


@given(texts_with_clauses())
@example(("甲乙丙，甲", {Clause(0, 3), Clause(1, 5), Clause(1, 3), Clause(3, 5)}))
def test_tokens_joined_are_the_body(given_text):
    body, clauses = given_text
    lines = paragraphs(body, clauses)
    assert [written(line.tokens) for line in lines] == [body[line.start : line.end] for line in lines]
    assert [body[line.start : line.end] for line in lines] == [s for s in body.split("\n") if s.strip()]


@given(texts_with_clauses())
def test_spans_nest_and_all_close(given_text):
    body, clauses = given_text
    for line in paragraphs(body, clauses):
        is_open = []
        for token in line.tokens:
            if token.kind == "open":
                is_open.append(token.anchor)
            elif token.kind == "close":
                assert is_open.pop() == token.anchor
        assert is_open == []


@given(texts_with_clauses())
def test_the_words_between_open_and_close_are_the_clause(given_text):
    body, clauses = given_text
    for clause in clauses:
        depth, inside = 0, ""
        for token in tokens(body, clauses, 0, len(body)):
            depth += (token.anchor == clause) * {"open": 1, "close": -1}.get(token.kind, 0)
            inside += token.text if depth else ""
        assert inside == body[clause.start : clause.end]


@given(texts_with_clauses())
def test_every_clause_begins_once_and_has_one_mark(given_text):
    body, clauses = given_text
    found = tokens(body, clauses, 0, len(body))
    first = [t.anchor for t in found if t.kind == "open" and t.anchor and t.is_first]
    marks = [t.anchor for t in found if t.kind == "mark"]
    assert sorted(first, key=str) == sorted(marks, key=str) == sorted(clauses, key=str)


@given(texts_with_clauses())
def test_a_mark_never_stands_before_the_end_of_its_clause(given_text):
    body, clauses = given_text
    place = 0
    for token in tokens(body, clauses, 0, len(body)):
        place += len(token.text)
        if token.kind == "mark":
            assert place >= token.anchor.end
            assert set(body[token.anchor.end : place]) <= CLOSING


def test_the_mark_follows_the_closing_punctuation():
    clause = Clause(0, 2)
    kinds = [(t.kind, t.text) for t in tokens("甲乙”，丙丁戊己", [clause], 0, 8)]
    assert kinds[:5] == [("open", ""), ("text", "甲乙"), ("close", ""), ("text", "”，"), ("mark", "")]


def test_a_clause_over_two_paragraphs_has_its_mark_in_the_second():
    first, second = paragraphs("甲乙\n丙丁", [Clause(1, 4)])
    assert [t.kind for t in first.tokens] == ["text", "open", "text", "close"]
    assert [t.kind for t in second.tokens] == ["open", "text", "close", "mark", "text"]
    assert not second.tokens[0].is_first


def test_the_last_characters_of_a_paragraph_stay_together():
    found = tokens("甲乙丙丁。", [], 0, 5)
    assert [(t.kind, t.text) for t in found] == [
        ("text", "甲乙"),
        ("open", ""),
        ("text", "丙丁。"),
        ("close", ""),
    ]


def test_clauses_end_at_punctuation():
    assert first_clause("“光启计划”启动，进展顺利") == "光启计划"
    assert last_clause("启动“光启计划”，进展顺利") == "进展顺利"
    assert first_clause("，。") == "，。"

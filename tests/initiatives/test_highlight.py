from hypothesis import given
from hypothesis import strategies as st

from initiatives.search.highlight import ELLIPSIS, LONGEST, hits, snippet
from initiatives.search.tokens import phrase, tokens

texts = st.text(alphabet="甲乙丙丁Ａg60ﬁ㎏,，。 \u200b", max_size=60)
queries = st.text(alphabet="甲乙丙丁ag60fik ，", min_size=1, max_size=5)


def found(text, query):
    return [text[start:end] for start, end in hits(text, query)]


def test_every_match_is_found():
    assert found("成果转化与科技成果转化", "成果转化") == ["成果转化", "成果转化"]


def test_widths_and_cases_are_the_same():
    assert found("长三角Ｇ６０科创走廊", "g60科创") == ["Ｇ６０科创"]


def test_punctuation_between_the_runs_does_not_matter():
    assert found("推出“模速空间”，创新生态", "空间创新") == []
    assert found("G60、上海松江", "g60 松江") == ["G60", "松江"]
    assert found("G60—上海", "g60上海") == ["G60—上海"]


def test_a_latin_word_is_matched_whole_as_the_index_does():
    assert found("GOI计划与GO", "go") == ["GO"]


def test_a_query_without_words_marks_nothing():
    assert hits("甲，乙", "，") == hits("甲", "") == []


@given(texts, queries)
def test_what_the_index_would_find_is_marked(text, query):
    wanted = phrase(query)
    index = tokens(text)
    places = range(len(index) - len(wanted) + 1)
    if wanted and len(wanted[-1]) > 1 and any(index[i : i + len(wanted)] == wanted for i in places):
        assert hits(text, query)


@given(texts, queries)
def test_a_snippet_is_a_stretch_of_the_text(text, query):
    pieces = snippet(text, query)
    words = "".join(piece.text for piece in pieces if piece.text != ELLIPSIS)
    assert words in text
    assert len(words) <= max(LONGEST, len(query) * 20)


def test_a_snippet_begins_a_little_before_the_first_match():
    pieces = snippet("前" * 100 + "基金" + "后" * 200, "基金")
    assert [piece.is_hit for piece in pieces] == [False, False, True, False, False]
    assert (pieces[0].text, pieces[-1].text) == (ELLIPSIS, ELLIPSIS)
    assert pieces[1].text == "前" * 24

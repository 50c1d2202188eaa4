"""The running line: what setting a text did to it is gone, and every piece still points at the original."""

from hypothesis import given, settings
from hypothesis import strategies as st

from editorial.importing.flow import flow


@settings(deadline=None)
@given(st.text())
def test_every_piece_of_the_line_comes_from_one_place_of_the_text(text):
    line = flow(text)

    assert list(line.origins) == sorted(set(line.origins))
    for at in range(len(line.text)):
        start, end = line.span(at, at + 1)
        assert end == start + 1
        assert line.text[at] == text[start] or line.text[at].isalnum()


def test_wrapped_spaced_and_wide_text_reads_as_one_line():
    assert flow("建设创\n新平　台，引进３０家\u200b企业。").text == "建设创新平台，引进30家企业。"


def test_an_empty_line_still_parts_two_paragraphs():
    assert flow("第一段\n\n第二段").text == "第一段\n\n第二段"


def test_blanks_between_latin_words_stay():
    assert flow("启用AI Tower大楼").text == "启用AI Tower大楼"


def test_radicals_that_a_pdf_writes_read_as_the_characters_meant():
    assert flow("⻓三⻆⼯业").text == "长三角工业"

from hypothesis import given
from hypothesis import strategies as st

from portal.web.typography import full_width, split_tail

MARKS = dict(zip(",:;()", "，：；（）", strict=True))
chinese_and_latin = st.text(st.sampled_from("徐汇区，。“”—G60a1 ,:;()"))


def test_half_width_marks_among_chinese_are_shown_full_width():
    assert full_width("中以(上海)创新园,建成;如下:一") == "中以（上海）创新园，建成；如下：一"
    assert full_width("见附件(一)") == "见附件（一）"


def test_marks_beside_latin_and_digits_stay():
    assert full_width("G60(Shanghai), 1,927 字") == "G60(Shanghai), 1,927 字"


@given(chinese_and_latin)
def test_every_offset_stays_valid(text):
    shown = full_width(text)
    assert len(shown) == len(text)
    assert all(b in (a, MARKS.get(a)) for a, b in zip(text, shown, strict=True))


@given(chinese_and_latin)
def test_setting_twice_changes_nothing_more(text):
    assert full_width(full_width(text)) == full_width(text)


@given(st.text())
def test_head_and_tail_are_the_whole_text(text):
    head, tail = split_tail(text)
    assert head + tail == text
    assert len(tail) in (0, 3)
    assert head or not text

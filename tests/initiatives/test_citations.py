from datetime import date
from urllib.parse import unquote

import pytest

from initiatives.citations import Source, bibtex, formats, gb_t_7714, text_fragment

SOURCE = Source(
    title="徐汇区",
    report_title="上海科技创新年度报告",
    chapter="8.1 全域创新空间格局持续优化",
    year=2023,
    slug="xuhui",
    number=2,
    updated_on=date(2026, 3, 1),
    url="https://example.org/reports/2023/xuhui/",
)


def test_the_reference_follows_gb_t_7714_and_pins_the_version():
    assert gb_t_7714(SOURCE) == (
        "徐汇区[R/OL]//上海科技创新年度报告（2023）：8.1 全域创新空间格局持续优化. (2026-03-01). "
        "https://example.org/reports/2023/xuhui/?version=2."
    )


def test_bibtex_escapes_what_tex_would_read():
    entry = bibtex(
        Source(**{name: getattr(SOURCE, name) for name in SOURCE.__slots__} | {"title": r"50% {A}_b\&"})
    )
    assert r"title = {50\% \{A\}\_b\textbackslash{}\&}," in entry
    assert entry.startswith("@incollection{2023-xuhui-v2,\n")
    assert "url = {https://example.org/reports/2023/xuhui/?version=2}" in entry


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("短句一句", "短句一句"),
        ("科创空间呈现“一核一极一带”格局，徐家汇为“创新核”，漕河泾为创新带", "科创空间呈现,漕河泾为创新带"),
        ("一条没有任何标点而又比较长的句子在这里", "一条没有任何标点而又比较长的句子在这里"),
        ("1-2-3", "1%2D2%2D3"),
    ],
)
def test_a_text_fragment_names_the_first_and_last_clause(words, expected):
    address = text_fragment("https://example.org/", words)
    assert unquote(address.partition("#:~:text=")[2].replace("%2D", "%252D")) == expected


def test_commas_in_the_words_are_not_taken_for_the_separator():
    assert text_fragment("", "a,b") == "#:~:text=a%2Cb"


def test_the_box_offers_every_form_with_a_name_in_both_languages():
    offered = formats(SOURCE, "放大品牌效应。")
    assert [each["name_en"] for each in offered] == [
        "GB/T 7714",
        "Link",
        "This version only",
        "Link to the words",
        "BibTeX",
    ]
    assert all(each["name"] and each["text"] for each in offered)

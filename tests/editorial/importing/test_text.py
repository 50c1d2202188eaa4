import codecs
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from editorial.importing.glyphs import RADICALS
from editorial.importing.text import Undecodable, decode, decode_as, fold

CHAPTERS = [Path("fixtures", name).read_text(encoding="utf-8") for name in ("2017.txt", "2023.txt")]
ENCODINGS = ["utf-8", "gb18030", "utf-16-le", "utf-16-be"]
MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
    "gb18030": b"\x84\x31\x95\x33",
}
NAMES = ["浦东新区", "长宁区", "青浦区", "黄浦区", "G60科创走廊", "中以（上海）创新园", "“大零号湾”"]
NOISE = "\u200b\u200d\ufeff\u00ad \u3000"

texts = st.text(st.characters(blacklist_categories=["Cs"]))
chinese = st.text("科创年报，。、“”（）—… ａＢ１2\n" + "".join(NAMES))


@pytest.mark.parametrize("chapter", CHAPTERS)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_chapter_is_read_in_any_encoding_without_a_mark(chapter: str, encoding: str) -> None:
    found = decode(chapter.encode(encoding))

    assert (found.text, found.encoding, found.candidates) == (chapter, encoding, ())
    assert found.confidence > 0.8


@pytest.mark.parametrize("encoding", MARKS)
def test_a_mark_decides_and_is_not_text(encoding: str) -> None:
    found = decode(MARKS[encoding] + "张江".encode(encoding))

    assert (found.text, found.encoding, found.confidence) == ("张江", encoding, 1.0)
    assert decode_as(MARKS[encoding] + "张江".encode(encoding), encoding) == "张江"


def test_traditional_chinese_is_read_in_big5() -> None:
    text = "浦東新區持續推動科技創新與產業發展的深度融合，建設國際一流的創新園區。"

    assert decode(text.encode("big5")).text == text


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("length", [5, 8, 12, 20, 40])
def test_a_piece_of_a_chapter_is_never_misread_without_asking(encoding: str, length: int) -> None:
    pieces = [text[at : at + length] for text in CHAPTERS for at in range(0, len(text) - length, 41)]
    right = 0
    for piece in pieces:
        found = decode(piece.encode(encoding))
        right += found.text == piece
        assert found.text == piece or found.candidates

    assert right >= (0.9 if length < 12 else 1) * len(pieces)


def test_a_few_bytes_that_could_be_two_things_are_shown_as_both() -> None:
    found = decode("一芯".encode("gb18030"))

    assert {candidate.encoding for candidate in found.candidates} >= {"utf-8", "gb18030"}
    assert "一芯" in {candidate.preview for candidate in found.candidates}


def test_western_text_is_read_but_asked_about() -> None:
    found = decode("A caf\u00e9 in Shanghai, and nothing else.".encode("windows-1252"))

    assert (found.encoding, bool(found.candidates)) == ("windows-1252", True)


def test_text_in_two_encodings_is_refused() -> None:
    sentence = "推动科技创新与产业发展深度融合。" * 4

    with pytest.raises(Undecodable):
        decode(sentence.encode() + sentence.encode("gb18030") + b"\xff")


@given(st.binary())
def test_any_bytes_are_read_to_the_last_or_refused(raw: bytes) -> None:
    try:
        found = decode(raw)
    except Undecodable:
        return
    mark = MARKS.get(found.encoding, b"")
    bare = raw.removeprefix(mark) if raw.startswith(mark) else raw
    assert "\ufffd" not in found.text or b"\xef\xbf\xbd" in raw or found.encoding != "utf-8"
    assert bare.decode(found.encoding) == found.text


@given(texts)
@example("㎡ﬁ\u1e9e\u0130\u3131")
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text).text

    assert fold(once).text == once


@given(texts)
def test_every_folded_character_knows_where_it_came_from(text: str) -> None:
    folded = fold(text)

    assert len(folded.map) == len(folded.text)
    assert list(folded.map) == sorted(folded.map)
    assert all(0 <= place < len(text) for place in folded.map)


@given(st.data(), texts | chinese)
def test_the_span_of_any_piece_holds_that_piece(data: st.DataObject, text: str) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    a, b = folded.span(start, end)

    assert 0 <= a <= b <= len(text)
    assert folded.text[start:end] in fold(text[:b]).text + folded.text[start:end]
    if start < end:
        assert set(range(start, end)) <= {n for n, place in enumerate(folded.map) if a <= place < b}


@given(st.sampled_from(NAMES), st.data(), chinese, chinese)
def test_noise_hides_no_name(name: str, data: st.DataObject, before: str, after: str) -> None:
    """Zero-width characters, blanks between Han characters, radicals and full width."""
    back = {value: key for key, value in RADICALS.items()}
    noisy = ""
    for place, character in enumerate(name):
        wide = chr(ord(character) + 0xFEE0) if character.isascii() and character.isalnum() else character
        noisy += data.draw(st.sampled_from([character, back.get(character, character), wide]))
        is_inner = place + 1 < len(name) and not (character + name[place + 1]).isascii()
        if is_inner and unicodedata.category(character) == unicodedata.category(name[place + 1]) == "Lo":
            noisy += data.draw(st.sampled_from(["", *NOISE]))
    text = f"{before}|{noisy}|{after}"
    folded = fold(text)
    at = folded.text.index(f"|{fold(name).text}|")
    a, b = folded.span(at + 1, at + 1 + len(fold(name).text))

    assert text[a:b].strip(NOISE) == noisy.strip(NOISE)


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("⻓宁 ⻩浦 ⻘浦", "长宁黄浦青浦"),
        ("１０㎡", "10m2"),
        ("「科创」", '"科创"'),
        ("一 核 多 点", "一核多点"),
        ("张江\n\n临港", "张江\n\n临港"),
        ("Ｇ６０　科创", "g60 科创"),
    ],
)
def test_what_looks_the_same_is_the_same(written: str, same: str) -> None:
    assert fold(written).text == same


def test_the_radicals_are_those_of_the_supplement() -> None:
    assert all(unicodedata.name(radical).startswith("CJK RADICAL") for radical in RADICALS)
    assert all(unicodedata.name(usual).startswith("CJK UNIFIED") for usual in RADICALS.values())

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document

from editorial.importing import child
from editorial.importing.readers import NOTES, Note, read
from editorial.importing.refusals import REASONS, Refusal, shown
from editorial.importing.segment import segment
from tests.editorial.importing import hostile
from tests.editorial.importing.office import (
    docx,
    paragraph,
    pdf,
    picture,
    row,
    run,
    set_in_columns,
    text_box,
)

PARAGRAPHS = {
    year: [line for line in Path("fixtures", f"{year}.txt").read_text(encoding="utf-8").split("\n") if line]
    for year in (2017, 2023)
}
HOSTILE = list(hostile.cases())


def codes(notes: tuple[Note, ...]) -> set[str]:
    return {note.code for note in notes}


def test_there_are_enough_hostile_files() -> None:
    assert len(HOSTILE) >= 60
    assert {code for _, _, code in HOSTILE} == set(REASONS)


@pytest.mark.parametrize(("name", "made", "code"), HOSTILE, ids=[name[:30] for name, _, _ in HOSTILE])
def test_a_hostile_file_is_refused_by_its_name_and_reason(
    name: str, made: hostile.Made, code: str, tmp_path: Path
) -> None:
    raw = made() if callable(made) else made

    with pytest.raises(Refusal) as refused:
        read(name, raw)

    assert refused.value.code == code
    assert shown(name) in refused.value.zh
    assert shown(name) in refused.value.en


def test_a_file_is_read_in_under_300_megabytes_and_10_seconds() -> None:
    # What the process cannot have it cannot use: the limits bind memory of any kind, and processor time.
    grab = "from editorial.importing import child; child.limit(); bytearray(300 * 2**20)"
    done = subprocess.run([sys.executable, "-c", grab], capture_output=True, text=True, check=False)
    assert done.stderr.splitlines()[-1] == "MemoryError"
    assert child.CPU_SECONDS < 10


def test_a_shown_name_has_no_path_no_direction_and_an_end() -> None:
    assert shown("C:\\章节\\a\u202eb.docx") == "ab.docx"
    assert len(shown("长" * 300 + ".docx")) <= 80
    assert shown("长" * 300 + ".docx").endswith(".docx")


def test_every_note_is_worded_in_both_languages() -> None:
    assert all(Note(code).zh and Note(code).en for code in NOTES)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_a_plain_file_keeps_every_character(encoding: str) -> None:
    text = "\r\n".join(PARAGRAPHS[2023])

    assert read("第八章.TXT", text.encode(encoding)).text == text


def test_an_uncertain_encoding_is_noted() -> None:
    found = read("a.txt", "一芯".encode("gb18030"))

    assert codes(found.notes) == {"encoding"}
    assert found.candidates


def test_lost_characters_are_noted() -> None:
    assert codes(read("a.txt", "张江科学城\ufffd建设推进".encode()).notes) == {"replacement"}


@pytest.mark.parametrize("year", PARAGRAPHS)
@pytest.mark.parametrize("style", ["", "2"])
def test_a_word_file_keeps_every_paragraph(year: int, style: str) -> None:
    body = "".join(paragraph(words, style if len(words) < 5 else "") for words in PARAGRAPHS[year])

    found = read("chapter.docx", docx(body))

    assert found.text.split("\n") == PARAGRAPHS[year]
    headings = [found.text[mark.start : mark.end] for mark in found.marks if mark.kind == "heading"]
    assert headings == ([words for words in PARAGRAPHS[year] if len(words) < 5] if style else [])


def test_boxes_tables_controls_and_insertions_are_read_in_order() -> None:
    body = (
        paragraph("正文一", inner=text_box(paragraph("框内一"), paragraph("框内二")))
        + f"<w:sdt><w:sdtContent>{paragraph('控件')}</w:sdtContent></w:sdt>"
        + f"<w:tbl>{row(paragraph('普陀区'), paragraph('第一句。') + paragraph('第二句。'))}</w:tbl>"
        + f"<w:tbl>{row(paragraph('框线') + paragraph('只为排版'))}</w:tbl>"
        + f"<w:p>{run('留')}<w:ins>{run('增')}</w:ins>"
        + "<w:del><w:r><w:delText>删</w:delText></w:r></w:del></w:p>"
        + paragraph(inner=picture("布局示意"))
        + paragraph("图1　布局", "a3")
    )

    found = read("a.docx", docx(body))

    assert found.text.split("\n") == [
        *("正文一", "框内一", "框内二", "控件", "普陀区│第一句。", "第二句。", "框线", "只为排版", "留增"),
        *("", "［图片：布局示意］", "图1　布局"),
    ]
    assert codes(found.notes) == {"box", "table", "deleted", "picture"}
    kinds = [mark.kind for mark in found.marks]
    assert kinds == ["caption", "caption"]


def test_tabs_and_breaks_are_kept_and_page_breaks_are_not() -> None:
    inner = f"{run('甲')}<w:r><w:tab/></w:r>{run('乙')}<w:r><w:br/></w:r>{run('丙')}"
    page = "<w:r><w:br w:type='page'/></w:r>"

    assert read("a.docx", docx(f"<w:p>{inner}{page}</w:p>")).text == "甲\t乙\n丙"


def test_what_word_itself_writes_is_read(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("浦东新区", level=2)
    document.add_paragraph("举办创新大会。")
    document.save(str(tmp_path / "a.docx"))

    found = read("a.docx", (tmp_path / "a.docx").read_bytes())

    assert found.text.split("\n") == ["浦东新区", "举办创新大会。"]
    assert [(mark.start, mark.end, mark.kind) for mark in found.marks] == [(0, 4, "heading")]
    assert ZipFile(tmp_path / "a.docx").testzip() is None


def test_styles_tell_a_heading_that_names_no_known_place() -> None:
    found = read("a.docx", docx(paragraph("新设之区，前所未见", "2") + paragraph("建成第一批平台。")))
    kinds = [part.kind for part in segment(found.text, [], found.marks)]

    assert kinds == ["heading", "space", "body"]


@pytest.mark.parametrize("year", PARAGRAPHS)
@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize(("indent", "gap"), [(2, 0), (0, 1)])
def test_a_pdf_keeps_every_paragraph(year: int, columns: int, indent: int, gap: int) -> None:
    pages = set_in_columns(PARAGRAPHS[year], columns=columns, indent=indent, gap=gap, head="科技创新年度报告")

    found = read("chapter.pdf", pdf(pages))

    # The lines are cut anywhere, inside words of Latin letters too: there a blank comes in.
    assert [words.replace(" ", "") for words in found.text.split("\n")] == [
        words.replace(" ", "") for words in PARAGRAPHS[year]
    ]
    assert codes(found.notes) == {"furniture"}


def test_a_page_without_a_text_layer_is_noted() -> None:
    found = read("a.pdf", pdf([[(60, 700, 10, "张江科学城")], []]))

    assert (found.text, codes(found.notes)) == ("张江科学城", {"empty-pages"})


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with pytest.raises(Refusal):
        read("cut.pdf", b"%PDF-1.7\n")

    assert list(tmp_path.iterdir()) == []

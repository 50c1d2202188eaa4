"""Files that mean harm, or are not what they say: each with its name and the refusal it must meet."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from tests.editorial.importing.office import RELATIONS, TYPES, document, docx, package, paragraph, pdf, row

MEGABYTE = 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
Made = bytes | Callable[[], bytes]
Case = tuple[str, Made, str]
"""File name, its bytes or how to make them, code of the refusal."""

DOCTYPES = {
    "xxe-file.docx": '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    "xxe-net.docx": '<!DOCTYPE w [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>',
    "xxe-parameter.docx": '<!DOCTYPE w [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]>',
    "external-dtd.docx": '<!DOCTYPE w SYSTEM "http://127.0.0.1:9/x.dtd">',
    "laughs.docx": "<!DOCTYPE w [<!ENTITY a0 'ha'>"
    + "".join(f"<!ENTITY a{n + 1} '{f'&a{n};' * 10}'>" for n in range(9))
    + "]>",
    "quadratic.docx": f"<!DOCTYPE w [<!ENTITY a '{'哈' * 50_000}'>]>",
}


def cases() -> Iterator[Case]:
    yield from _plain()
    yield from _wrong_types()
    yield from _archives()
    yield from _documents()
    yield from _pdfs()


def _plain() -> Iterator[Case]:
    sentence = "推动科技创新与产业发展深度融合。"
    yield "empty.txt", b"", "empty"
    yield "blank.txt", "　\n\t\n".encode(), "empty"
    yield "nul.txt", f"张江\0{sentence}".encode(), "not-text"
    yield "control.txt", bytes(range(1, 9)) * 40, "not-text"
    yield "noise.txt", zlib.compress(bytes(range(256)) * 40) + bytes(range(256)) * 8, "not-text"
    mixed = (sentence * 4).encode() + (sentence * 4).encode("gb18030") + b"\xff"
    yield "mixed.txt", mixed, "unknown-encoding"
    yield "torn.txt", (sentence * 9).encode()[:-1] + b"\xff\xff", "unknown-encoding"
    yield "surrogate.txt", b"\xff\xfe" + "科".encode("utf-16-le") + b"\x00\xd8", "not-text"
    yield "one-line.txt", ("科" * 4_000_000).encode(), "too-big"
    yield "huge.txt", partial(bytes, 21 * MEGABYTE), "too-big"
    yield "long.txt", ("科" * 1_000_001).encode(), "too-big"
    yield "picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(64), "content-differs"
    yield "program.txt", b"MZ" + bytes(200), "content-differs"
    yield "word.txt", docx(paragraph("张江")), "content-differs"
    yield "rich.txt", rb"{\rtf1 hello}", "content-differs"


def _wrong_types() -> Iterator[Case]:
    yield "program.exe", b"MZ" + bytes(200), "wrong-type"
    yield "program.docx", b"MZ" + bytes(200), "content-differs"
    yield "noextension", b"text", "wrong-type"
    yield "chapter.docx.exe", docx(paragraph("张江")), "wrong-type"
    yield "sheet.xlsx", docx(paragraph("张江")), "wrong-type"
    yield "old.doc", OLE, "old-word"
    yield "old.docx", OLE, "old-word"
    yield "locked.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"
    yield "macros.docm", docx(paragraph("张江")), "macros"
    yield "macros.docx", docx(paragraph("张江"), more={"word/vbaProject.bin": b"x"}), "macros"
    renamed = TYPES.replace("wordprocessingml.document.main", "ms-word.document.macroEnabled.main")
    yield "renamed.docx", docx(paragraph("张江"), more={"[Content_Types].xml": renamed}), "macros"
    workbook = RELATIONS.replace("word/document.xml", "xl/workbook.xml")
    sheet = package({"[Content_Types].xml": TYPES, "_rels/.rels": workbook, "xl/workbook.xml": ""})
    yield "sheet.docx", sheet, "content-differs"
    yield "page.pdf", b"<html>" + bytes(80), "content-differs"
    yield "name\u202etxt.docx", b"MZ", "content-differs"
    yield f"{'长' * 300}.docx", b"MZ", "content-differs"


def _archives() -> Iterator[Case]:
    whole = docx(paragraph("张江" * 100))
    yield "cut.docx", whole[: len(whole) // 2], "broken"
    yield "head-only.docx", b"PK\x03\x04", "broken"
    yield "damaged.docx", _damaged(whole), "broken"
    yield "plain.docx", package({"a.txt": "x"}), "content-differs"
    yield "no-document.docx", package({"[Content_Types].xml": TYPES}), "broken"
    yield "bomb.docx", partial(docx, paragraph("a"), more={"word/media/a.png": bytes(60 * MEGABYTE)}), "bomb"
    yield "ratio.docx", partial(docx, paragraph("a"), more={"word/a.xml": bytes(20 * MEGABYTE)}), "bomb"
    yield "lying.docx", _lying, "broken"
    yield "members.docx", partial(docx, "", more={f"m/{n}": "" for n in range(10_000)}), "bomb"
    yield "password.docx", _with_flag(whole), "encrypted"
    yield "twice.docx", _twice(), "broken"
    yield "link.docx", _link(), "broken"
    yield "nested.docx", package({"inner.docx": whole}), "content-differs"
    yield "method.docx", _with_method(whole), "broken"


def _documents() -> Iterator[Case]:
    for name, doctype in DOCTYPES.items():
        yield name, docx(paragraph("张江"), prolog=f'<?xml version="1.0"?>{doctype}'), "document-type"
    wide = document(paragraph("张江"), prolog='<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE w []>')
    yield "xxe-utf16.docx", docx("", more={"word/document.xml": wide.encode("utf-16")}), "document-type"
    styles = '<!DOCTYPE s [<!ENTITY a "b">]><s/>'
    yield "xxe-styles.docx", docx(paragraph("张江"), more={"word/styles.xml": styles}), "document-type"
    yield "many.docx", partial(docx, "<w:p/>" * 100_000), "too-many-paragraphs"
    yield "millions.docx", partial(docx, "<w:p/>" * 5_000_000), "bomb"
    cells = f"<w:tbl><w:tr>{'<w:tc/>' * 30_000}</w:tr></w:tbl>"
    yield "cells.docx", docx(cells), "too-many-paragraphs"
    span = '<w:tcPr><w:gridSpan w:val="200000000"/></w:tcPr>'
    yield "span.docx", docx(f"<w:tbl>{row(span + paragraph('a'))}</w:tbl>"), "wide-table"
    minus = '<w:tcPr><w:gridSpan w:val="-1"/></w:tcPr>'
    yield "minus.docx", docx(f"<w:tbl>{row(minus + paragraph('a'))}</w:tbl>"), "wide-table"
    yield "deep.docx", docx("<w:p>" * 5_000 + "</w:p>" * 5_000), "broken"
    yield "unclosed.docx", docx("<w:p>"), "broken"
    unnamed = '<?xml version="1.0" encoding="x-none"?><a/>'
    yield "unnamed.docx", docx("", more={"word/document.xml": unnamed}), "broken"
    yield "no-words.docx", docx("<w:p/>" * 5), "no-text"
    yield "words.docx", _wordy, "too-big"
    yield "surrogate.docx", docx("", more={"word/document.xml": document("<w:p>&#xD800;</w:p>")}), "broken"


def _wordy() -> bytes:
    """More words than a chapter has, without an archive's usual gain."""
    chance = Random(1)
    words = "".join(chr(chance.randrange(0x4E00, 0x9000)) for _ in range(1_000_001))
    return docx(paragraph(words))


def _pdfs() -> Iterator[Case]:
    whole = pdf([[(60, 700, 10, "张江科学城")]])
    yield "cut.pdf", whole[: len(whole) // 2], "broken"
    yield "head.pdf", b"%PDF-1.7\n", "broken"
    yield "scan.pdf", pdf([[], []]), "no-text"
    yield "locked.pdf", _locked(whole), "encrypted"
    yield "no-map.pdf", pdf([[(60, 700, 10, "张江科学城")]], font=_bare()), "unreadable-fonts"
    private = [(60.0, 700.0, 10.0, "\ue000\ue001\ue002张江")]
    yield "private.pdf", pdf([private], font=_mapped()), "unreadable-fonts"
    yield "loop.pdf", whole.replace(b"/Kids[5 0 R]", b"/Kids[2 0 R]"), "broken"
    yield "pages.pdf", partial(pdf, [[]] * 400), "too-many-pages"
    yield "inflating.pdf", _inflating, "too-heavy"


def _mapped() -> str:
    """A font whose codes are read as they are, private ones too."""
    return _bare().replace("/Identity-H", "/Identity-H/ToUnicode 6 0 R")


def _bare() -> str:
    """A font of which nobody can tell what its codes mean."""
    return (
        "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Type/Font"
        "/Subtype/CIDFontType2/BaseFont/X"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>]>>"
    )


def _damaged(whole: bytes) -> bytes:
    at = whole.index(b"word/document.xml") + 40
    return whole[:at] + bytes(20) + whole[at + 20 :]


def _lying() -> bytes:
    """A part of 30 MB that its headers call 1,000 bytes long."""
    name = b"word/document.xml"
    whole = docx("", more={name.decode(): b" " * (30 * MEGABYTE)})
    return whole.replace(struct.pack("<I", 30 * MEGABYTE), struct.pack("<I", 1_000))


def _with_flag(whole: bytes) -> bytes:
    directory = whole.index(b"PK\x01\x02")
    return whole[: directory + 8] + b"\x01\x00" + whole[directory + 10 :]


def _with_method(whole: bytes) -> bytes:
    """A compression that does not exist."""
    return whole.replace(b"\x08\x00", b"\x63\x00")


def _twice() -> bytes:
    stream = BytesIO(docx(paragraph("张江")))
    with ZipFile(stream, "a", ZIP_DEFLATED) as archive:
        same = ZipInfo("word/document.xm_")
        archive.writestr(same, document(paragraph("临港")))
    return stream.getvalue().replace(b"document.xm_", b"document.xml")


def _link() -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_STORED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        link = ZipInfo("word/document.xml")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return stream.getvalue()


def _locked(whole: bytes) -> bytes:
    key = "00" * 32
    encryption = f"<</Filter/Standard/V 1/R 2/O<{key}>/U<{key}>/P -4>>"
    return whole.replace(b"/Root 1 0 R", f"/Root 1 0 R/ID[<00><00>]/Encrypt {encryption}".encode())


def _inflating() -> bytes:
    """A page whose content unpacks to a gigabyte."""
    packer = zlib.compressobj(9)
    content = b"".join(packer.compress(b" " * MEGABYTE) for _ in range(1024)) + packer.flush()
    whole = pdf([[]])
    old = zlib.compress(b"")
    whole = whole.replace(f"/Length {len(old)}".encode(), f"/Length {len(content)}".encode())
    return whole.replace(b"stream\n" + old, b"stream\n" + content)

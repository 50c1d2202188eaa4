"""Word and PDF files made for the tests, as small as their formats allow."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{WORD}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
OFFICE = "http://schemas.openxmlformats.org"
RELATIONS = (
    f'<Relationships xmlns="{OFFICE}/package/2006/relationships"><Relationship Id="r1" '
    f'Type="{OFFICE}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
STYLES = (
    f'<w:styles xmlns:w="{WORD}"><w:style w:styleId="2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:styleId="a3"><w:name w:val="caption"/></w:style>'
    '<w:style w:styleId="t1"><w:name w:val="toc 1"/></w:style></w:styles>'
)


def run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def paragraph(words: str = "", style: str = "", inner: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{run(words) if words else ''}{inner}</w:p>"


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"


def picture(description: str) -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="p" descr="{escape(description)}"/><a:graphic>'
        "<a:graphicData><pic:pic/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def text_box(*paragraphs: str) -> str:
    """A box as Word writes it: once for new readers, once more for old ones."""
    content = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{content}</wps:txbx>'
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )


def document(body: str, *, prolog: str = "") -> str:
    return f"{prolog}<w:document {SPACES}><w:body>{body}<w:sectPr/></w:body></w:document>"


def package(parts: Mapping[str, str | bytes]) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def docx(body: str, *, prolog: str = "", more: Mapping[str, str | bytes] | None = None) -> bytes:
    """A Word file with the body's XML; ``more`` adds parts or replaces them."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS,
        "word/document.xml": document(body, prolog=prolog),
        "word/styles.xml": STYLES,
    }
    return package(parts | dict(more or {}))


Placed = tuple[float, float, float, str]
"""x, y from the bottom, size, words."""


def pdf(pages: Iterable[Sequence[Placed]], *, font: str | None = None, extra: str = "") -> bytes:
    """A PDF whose words stand where they are told to, in a font that is not embedded."""
    font = font or (
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H"
        "/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
        "/Supplement 4>>/DW 1000/W[814 [500] 815 939 500]>>]>>"
    )
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "", font]
    kids = []
    for page in pages:
        content = zlib.compress("\n".join(_show(*placed) for placed in page).encode())
        objects.append(
            f"<</Length {len(content)}/Filter/FlateDecode>>\x00stream\n{content.decode('latin-1')}"
        )
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {len(objects)} 0 R"
            f"/Resources<</Font<</F 3 0 R>>>>{extra}>>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>"
    return _file(objects)


def _show(x: float, y: float, size: float, words: str) -> str:
    return f"BT /F {size} Tf {x} {y} Td <{words.encode('utf-16-be').hex()}> Tj ET"


def _file(objects: Sequence[str]) -> bytes:
    made = bytearray(b"%PDF-1.7\n")
    places = []
    for number, written in enumerate(objects, start=1):
        places.append(len(made))
        head, _, stream = written.partition("\x00stream\n")
        made += f"{number} 0 obj\n{head}\n".encode()
        made += b"stream\n" + stream.encode("latin-1") + b"\nendstream\n" if stream else b""
        made += b"endobj\n"
    start = len(made)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    made += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    made += f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(made)


def set_in_columns(
    paragraphs: Sequence[str],
    *,
    columns: int = 1,
    indent: int = 2,
    gap: int = 0,
    size: float = 10.5,
    head: str = "",
) -> list[list[Placed]]:
    """Paragraphs set on pages, with a running head and page numbers.

    A first line is indented by so many characters, or ``gap`` empty lines stand between paragraphs.
    """
    width = int((595 - 120 - 30 * (columns - 1)) / columns / size)
    lines = [line for words in paragraphs for line in (*_broken(words, width, indent), *[(0, "")] * gap)]
    per_column = 30
    pages: list[list[Placed]] = []
    for start in range(0, len(lines), per_column * columns):
        page: list[Placed] = [(290, 40, 9, str(len(pages) + 12))]
        page += [(60, 810, 9, head)] if head else []
        for place, (shift, words) in enumerate(lines[start : start + per_column * columns]):
            column, line = divmod(place, per_column)
            page.append((60 + column * (width * size + 30) + shift * size, 750 - line * 22, size, words))
        pages.append(page)
    return pages


def _broken(words: str, width: int, indent: int) -> list[tuple[int, str]]:
    shift = indent if len(words) > width else 0
    first, rest = words[: width - shift], words[width - shift :]
    return [(shift, first), *((0, rest[at : at + width]) for at in range(0, len(rest), width))]

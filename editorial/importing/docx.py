"""The text of a Word file, in the order of reading.

The document part is read as a stream of events, so that what has no end is left at once and nothing is
built that the text does not need. Headers, footers, comments and deleted words are not text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .archive import Archive
from .refusals import MAX_CHARACTERS, MAX_PARAGRAPHS, MAX_SPAN, Refusal
from .xml_events import ignore, parse

_SKIPPED = frozenset({"w:del", "w:moveFrom", "mc:Fallback", "w:rt", "w:instrText", "w:delText"})
_PICTURES = frozenset({"pic", "imagedata", "chart", "relIds"})
_WRITTEN = {"w:tab": "\t", "w:ptab": "\t", "w:cr": "\n", "w:noBreakHyphen": "-"}
_HEADING = re.compile(r"(?:heading|标题)\s*(\d)$", re.IGNORECASE)
_STYLE_KINDS = (
    (re.compile(r"(?:caption|题注|图题|表题)", re.IGNORECASE), "caption"),
    (re.compile(r"(?:toc|目录)\s*\d", re.IGNORECASE), "furniture"),
    (re.compile(r"(?:title|标题)$", re.IGNORECASE), "title"),
)
CELL = "│"


@dataclass(slots=True)
class Paragraph:
    """A paragraph, a row of a table or an image; ``kind`` is what its style says, or nothing."""

    text: str
    kind: str = ""


@dataclass(slots=True)
class Contents:
    paragraphs: list[Paragraph]
    seen: set[str]  # what was left out or put in: "deleted", "footnote", "picture", "box", "table"


def contents(raw: bytes) -> Contents:
    """Return what a .docx file says. Raises Refusal."""
    archive = Archive(raw)
    if any(name.lower().endswith("vbaproject.bin") for name in archive.names):
        raise Refusal("macros")
    if "[Content_Types].xml" not in archive.names:
        raise Refusal("content-differs" if archive.names else "broken")
    if b"macroEnabled" in archive.read("[Content_Types].xml"):
        raise Refusal("macros")
    main = _main_part(archive)
    styles = _Styles()
    folder = main.rpartition("/")[0]
    if f"{folder}/styles.xml" in archive.names:
        parse(archive.read(f"{folder}/styles.xml"), styles.start, styles.end, ignore)
    body = _Body(styles.kinds)
    parse(archive.read(main), body.start, body.end, body.text)
    return Contents(body.found, body.seen)


def _main_part(archive: Archive) -> str:
    """The part with the text, as the package's relations name it."""
    targets: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if attributes.get("Type", "").endswith("/officeDocument"):
            targets.append(attributes.get("Target", "").lstrip("/"))

    if "_rels/.rels" in archive.names:
        parse(archive.read("_rels/.rels"), start, ignore, ignore)
    for target in (*targets, "word/document.xml"):
        if target in archive.names and target.startswith("word/"):
            return target
    raise Refusal("content-differs" if targets else "broken")


class _Styles:
    """The kinds that paragraph styles stand for."""

    def __init__(self) -> None:
        self.kinds: dict[str, str] = {}
        self._style = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "w:style":
            self._style = attributes.get("styleId", "")
        elif name == "w:name" and self._style:
            kind = style_kind(attributes.get("val", ""))
            if kind:
                self.kinds[self._style] = kind
        elif name == "w:outlineLvl" and self._style and attributes.get("val", "9") != "9":
            self.kinds.setdefault(self._style, "heading")

    def end(self, name: str) -> None:
        if name == "w:style":
            self._style = ""


def style_kind(name: str) -> str:
    """What a paragraph of the style is: heading, caption, title, furniture, or nothing in particular."""
    if _HEADING.search(name):
        return "heading"
    return next((kind for pattern, kind in _STYLE_KINDS if pattern.match(name)), "")


@dataclass(slots=True)
class _Open:
    """A paragraph being read, with the boxes and images that hang on it."""

    pieces: list[str] = field(default_factory=list)
    kind: str = ""
    hanging: list[Paragraph] = field(default_factory=list)


class _Body:
    """The paragraphs of the document part, as they end."""

    def __init__(self, kinds: dict[str, str]) -> None:
        self.found: list[Paragraph] = []
        self.seen: set[str] = set()
        self._kinds = kinds
        self._open: list[_Open] = []
        self._rows: list[list[list[Paragraph]]] = []  # rows being read, of cells, of paragraphs
        self._skipping = 0
        self._is_text = False
        self._description = ""
        self._count = self._length = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in _SKIPPED:
            self._skipping += 1
            self.seen |= {"deleted"} if name == "w:del" else set()
        elif not self._skipping:
            self._begin(name, attributes)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        if name in {"w:p", "w:tr", "w:tc"}:
            self._begin_container(name)
        elif name in {"w:t", "t"}:
            self._is_text = True
        elif name in {"w:gridSpan", "w:pStyle", "w:outlineLvl"}:
            self._set(name, attributes.get("val", ""))
        elif name in _WRITTEN:
            self.write(_WRITTEN[name])
        elif name == "w:br":
            self.write("\n" if attributes.get("type", "textWrapping") == "textWrapping" else "")
        else:
            self._note(name, attributes)

    def _begin_container(self, name: str) -> None:
        self._count += 1
        if self._count > MAX_PARAGRAPHS:
            raise Refusal("too-many-paragraphs")
        if name == "w:p":
            self._open.append(_Open())
        elif name == "w:tr":
            self._rows.append([])
        elif self._rows:
            self._rows[-1].append([])

    def _set(self, name: str, value: str) -> None:
        if name == "w:gridSpan":
            if not value.isdigit() or int(value[:9]) > MAX_SPAN:
                raise Refusal("wide-table")
        elif self._open and name == "w:pStyle":
            self._open[-1].kind = self._kinds.get(value) or style_kind(value)
        elif self._open and value != "9":
            self._open[-1].kind = "heading"

    def _note(self, name: str, attributes: dict[str, str]) -> None:
        if name == "docPr":
            self._description = attributes.get("descr") or attributes.get("title") or ""
        elif name in _PICTURES and self._open:
            words = " ".join((attributes.get("title") or self._description).split())
            self._open[-1].hanging.append(Paragraph(f"［图片：{words}］" if words else "［图片］", "caption"))
            self.seen.add("picture")
        elif name in {"w:footnoteReference", "w:endnoteReference"}:
            self.seen.add("footnote")
        elif name == "w:altChunk":
            self.seen.add("chunk")

    def text(self, words: str) -> None:
        if self._is_text:
            self.write(words)

    def write(self, words: str) -> None:
        if self._open and not self._skipping:
            self._length += len(words)
            if self._length > MAX_CHARACTERS:
                raise Refusal("too-big")
            self._open[-1].pieces.append(words)

    def end(self, name: str) -> None:
        if name in _SKIPPED:
            self._skipping -= 1
        elif self._skipping:
            return
        elif name in {"w:t", "t"}:
            self._is_text = False
        elif name == "w:p" and self._open:
            self._end_paragraph(self._open.pop())
        elif name == "w:tr" and self._rows:
            self._place(_row(self._rows.pop()))
            self.seen.add("table")

    def _end_paragraph(self, paragraph: _Open) -> None:
        words = "".join(paragraph.pieces)
        own = [Paragraph(words, paragraph.kind)] if words.strip() or not self._rows else []
        if self._open:
            self._open[-1].hanging += own + paragraph.hanging
            self.seen.add("box")
        else:
            self._place(own + paragraph.hanging)

    def _place(self, paragraphs: Iterable[Paragraph]) -> None:
        """Into the cell being read, behind the paragraph that holds the box, or into the text."""
        if self._open:
            self._open[-1].hanging += paragraphs
        elif self._rows and self._rows[-1]:
            self._rows[-1][-1] += paragraphs
        else:
            self.found += paragraphs


def _row(cells: list[list[Paragraph]]) -> list[Paragraph]:
    """A row as one line with its cells side by side; a row of one cell is only a frame around its text."""
    filled = [cell for cell in cells if any(paragraph.text.strip() for paragraph in cell)]
    if len(filled) <= 1:
        return [paragraph for cell in filled for paragraph in cell]
    return [Paragraph(CELL.join(map(_cell, cells)))]


def _cell(paragraphs: list[Paragraph]) -> str:
    words = [" ".join(paragraph.text.split()) for paragraph in paragraphs]
    return re.sub(r"(?<=[。！？；]) ", "\n", " ".join(filter(None, words)))


def answer(raw: bytes) -> dict[str, Any]:
    """The text with its marks and the codes of notes, fit for JSON."""
    found = contents(raw)
    pieces: list[str] = []
    marks: list[tuple[int, int, str]] = []
    here = 0
    for paragraph in found.paragraphs:
        if paragraph.kind and paragraph.text.strip():
            marks.append((here, here + len(paragraph.text), paragraph.kind))
        pieces.append(paragraph.text)
        here += len(paragraph.text) + 1
    return {"text": "\n".join(pieces), "marks": marks, "notes": sorted(found.seen)}

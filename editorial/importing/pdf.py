"""The text of a PDF with a text layer: lines from the places of its characters, paragraphs from the lines."""

from __future__ import annotations

import ctypes
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from .layout import Character, Run, paragraphs, runs_of_page
from .refusals import MAX_CHARACTERS, MAX_PAGES, Refusal

_MOST_BAD = 0.02
_EDGE = 0.09
_REPEATED = 0.4
_WRONG_PASSWORD = 4
_TALL = 1.3
"""The box of a character that is not Han is about so many times as high as its font is large."""


def answer(raw: bytes) -> dict[str, Any]:
    """The text, a paragraph a line, and the codes of notes, fit for JSON. Raises Refusal."""
    pages = _pages(raw)
    kept = _without_furniture(pages)
    notes = [
        *(["furniture"] if sum(map(len, kept)) < sum(map(len, pages)) else []),
        *(["empty-pages"] if not all(pages) else []),
    ]
    return {"text": "\n".join(paragraphs(kept)), "marks": [], "notes": notes}


def _pages(raw: bytes) -> list[list[Run]]:
    """The runs of every page. Raises Refusal where there are none, or none that can be read."""
    try:
        document = pypdfium2.PdfDocument(raw)
        return _runs(document)
    except pypdfium2.PdfiumError as error:
        is_locked = getattr(error, "err_code", None) == _WRONG_PASSWORD
        raise Refusal("encrypted" if is_locked else "broken") from error


def _runs(document: pypdfium2.PdfDocument) -> list[list[Run]]:
    if len(document) > MAX_PAGES:
        raise Refusal("too-many-pages")
    pages, total, bad = [], 0, 0
    for page in document:
        found = list(_characters(page))
        total += len(found)
        bad += sum(character.is_bad for character in found)
        if total > MAX_CHARACTERS:
            raise Refusal("too-big")
        pages.append(runs_of_page(found, *page.get_size()))
        page.close()
    if not any(pages):
        raise Refusal("no-text")
    if bad > _MOST_BAD * total:
        raise Refusal("unreadable-fonts")
    return pages


def _characters(page: pypdfium2.PdfPage) -> Iterator[Character]:
    """The characters that the page itself shows, without the blanks that the library thinks up."""
    text = page.get_textpage()
    height = page.get_height()
    box = pdfium.FS_RECTF()
    for place in range(pdfium.FPDFText_CountChars(text.raw)):
        code = pdfium.FPDFText_GetUnicode(text.raw, place)
        if pdfium.FPDFText_IsGenerated(text.raw, place) == 1 or code in _NOT_SHOWN:
            continue
        pdfium.FPDFText_GetLooseCharBox(text.raw, place, ctypes.byref(box))
        is_bad = pdfium.FPDFText_HasUnicodeMapError(text.raw, place) == 1 or _is_bad(code)
        character = "\ufffd" if is_bad else chr(code)
        is_wide = unicodedata.east_asian_width(character) in "WF"
        size = box.right - box.left if is_wide else (box.top - box.bottom) / _TALL
        yield Character(
            character, box.left, box.right, height - box.top, height - box.bottom, size, is_wide, is_bad
        )
    text.close()


_NOT_SHOWN = frozenset({0, 0x0A, 0x0D, 0x02, 0xAD})


def _is_bad(code: int) -> bool:
    """A glyph without a character: producers write private or unassigned ones, or the replacement."""
    return code > 0x10FFFF or code == 0xFFFD or unicodedata.category(chr(code)) in {"Co", "Cn", "Cs", "Cc"}


def _without_furniture(pages: Sequence[list[Run]]) -> list[list[Run]]:
    """The pages without what stands at the same height of many pages, and without page numbers."""
    at_edge = [{_mask(run) for run in page if _is_at_edge(run)} for page in pages]
    times = Counter(mask for page in at_edge for mask in page)
    needed = max(2, _REPEATED * len(pages))
    return [
        [
            run
            for run in page
            if not (_is_at_edge(run) and (times[_mask(run)] >= needed or _is_number(run.text)))
        ]
        for page in pages
    ]


def _is_at_edge(run: Run) -> bool:
    return run.bottom < _EDGE * run.page_height or run.top > (1 - _EDGE) * run.page_height


def _mask(run: Run) -> tuple[str, int]:
    masked = "".join("0" if character.isdigit() else character for character in run.text.strip())
    while "00" in masked:
        masked = masked.replace("00", "0")
    return masked, round(run.top / 6)


def _is_number(text: str) -> bool:
    bare = text.strip(" -—–·|第页").replace(" ", "")
    return bare.isdigit() and len(bare) <= 4

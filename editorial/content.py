"""Reads the chapters in ``fixtures/`` into documents for the door. Plain data in, plain data out."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from initiatives.documents import (
    ChapterDocument,
    InitiativeDocument,
    PassageDocument,
    QuantityDocument,
    SectionDocument,
)

Json = dict[str, Any]
BASIS = {"stated": "stated", "inferred": "confirmed"}
"""The fixtures name how a place was found; what is published was confirmed by the editor of the fixtures."""


def read_json(folder: Path, name: str) -> Any:
    return json.loads((folder / name).read_text(encoding="utf-8"))


def read_text(folder: Path, chapter: Json) -> str:
    """Return a chapter's text exactly as stored, without newline translation."""
    return (folder / chapter["file"]).read_bytes().decode("utf-8")


def section_slug(section: Json) -> str:
    """Return the place part of the section's permanent initiative ids: ``2017-lingang-01`` → ``lingang``."""
    return section["initiatives"][0]["uid"].split("-", 1)[1].rsplit("-", 1)[0]


def quantity_document(quantity: Json, clause: str, offset: int) -> QuantityDocument:
    value = quantity["value"]
    low, high = value if isinstance(value, list) else (value, None)
    start = offset + clause.index(quantity["text"])
    return QuantityDocument(
        text=quantity["text"],
        value=Decimal(str(low)),
        value_to=None if high is None else Decimal(str(high)),
        unit=quantity["unit"],
        is_approximate=quantity["approximate"],
        qualifier=quantity["qualifier"] or "",
        start=start,
        end=start + len(quantity["text"]),
    )


def initiative_document(initiative: Json, offset: int) -> InitiativeDocument:
    """``offset`` is where the section's body starts in the chapter file."""
    start = initiative["start"] - offset
    return InitiativeDocument(
        uid=initiative["uid"],
        title=initiative["title"],
        title_en=initiative["title_en"],
        kind=initiative["kind"],
        status=initiative["status"] or "",
        month=initiative["month"],
        start=start,
        end=initiative["end"] - offset,
        exact=initiative["exact"],
        themes=tuple(initiative["themes"]),
        zones=tuple(initiative["zones"]),
        organisations=tuple(initiative["organisations"]),
        quantities=tuple(quantity_document(q, initiative["exact"], start) for q in initiative["quantities"]),
    )


def section_document(section: Json, chapter: Json, text: str, english: dict[str, str]) -> SectionDocument:
    start, end = section["body"]["start"], section["body"]["end"]
    place = section["place"]
    return SectionDocument(
        year=chapter["year"],
        slug=section_slug(section),
        position=section["order"],
        heading=section["heading"],
        heading_en=english[place.get("district") or place["zone"]],
        is_heading_printed=section["heading_span"] is not None,
        headline=section["headline"],
        headline_en=section["headline_en"],
        summary_en=section["summary_en"],
        body=text[start:end],
        place_basis=BASIS[section["basis"]],
        evidence=tuple(section["evidence"]),
        source_sha256=chapter["sha256"],
        source_start=start,
        source_end=end,
        districts=(place["district"],) if "district" in place else (),
        zones=(place["zone"],) if "zone" in place else (),
        initiatives=tuple(initiative_document(i, start) for i in section["initiatives"]),
    )


def spans(chapter: Json, text: str) -> list[tuple[int, int, str, str, str]]:
    """Return the printed parts of a chapter in order: start, end, kind, English, section slug."""
    by_order = {section["order"]: section_slug(section) for section in chapter["sections"]}
    found = [(0, text.index("\n"), "title", chapter["title_en"], "")]
    found.append((chapter["lead"]["start"], chapter["lead"]["end"], "lead", chapter["lead_en"], ""))
    for section in chapter["sections"]:
        slug = by_order[section["order"]]
        if heading := section["heading_span"]:
            found.append((heading["start"], heading["end"], "heading", "", slug))
        found.append((section["body"]["start"], section["body"]["end"], "body", "", slug))
    for figure in chapter["figures"]:
        slug = by_order.get(figure["section_order"], "")
        found.append((figure["start"], figure["end"], "caption", figure["caption_en"], slug))
    return sorted(found)


def chapter_document(chapter: Json, text: str) -> ChapterDocument:
    """Return the chapter as passages; what lies between two printed parts is kept as blank lines."""
    passages, reached = [], 0
    for start, end, kind, english, slug in spans(chapter, text):
        if start > reached:
            passages.append(PassageDocument("space", text[reached:start]))
        passages.append(PassageDocument(kind, text[start:end], english, slug))
        reached = end
    if reached < len(text):
        passages.append(PassageDocument("space", text[reached:]))
    return ChapterDocument(chapter["year"], text, tuple(passages))


def section_documents(chapter: Json, text: str, english: dict[str, str]) -> list[SectionDocument]:
    """``english`` maps a district code or zone slug to its English name."""
    return [section_document(section, chapter, text, english) for section in chapter["sections"]]

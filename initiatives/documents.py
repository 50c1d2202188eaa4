"""What comes through the door: a chapter and its sections as plain data, before they are rows.

A document says everything about one version, so publishing the same document twice changes nothing.
All offsets are code points, end exclusive; an initiative's and a quantity's count from the section's body.
"""

import hashlib
import json
import re
from dataclasses import dataclass, field, is_dataclass
from decimal import Decimal
from typing import Any

from initiatives.refusals import UnfaithfulDocument

UID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")


@dataclass(frozen=True, slots=True)
class QuantityDocument:
    text: str
    value: Decimal
    start: int
    end: int
    value_to: Decimal | None = None
    unit: str = ""
    is_approximate: bool = False
    qualifier: str = ""


@dataclass(frozen=True, slots=True)
class InitiativeDocument:
    uid: str
    title: str
    kind: str
    start: int
    end: int
    exact: str
    title_en: str = ""
    status: str = ""
    month: int | None = None
    themes: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    quantities: tuple[QuantityDocument, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionDocument:
    """One version of a section. ``districts`` are codes and ``zones`` slugs of the places it is about."""

    year: int
    slug: str
    position: int
    heading: str
    body: str
    place_basis: str
    source_sha256: str
    source_start: int
    source_end: int
    districts: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    heading_en: str = ""
    is_heading_printed: bool = True
    headline: str = ""
    headline_en: str = ""
    summary_en: str = ""
    evidence: tuple[dict[str, Any], ...] = ()
    initiatives: tuple[InitiativeDocument, ...] = ()

    def digest(self) -> str:
        """Return the SHA-256 of the document in canonical JSON, hexadecimal."""
        return canonical_digest(self)

    def check(self) -> None:
        """Raise UnfaithfulDocument unless every quotation equals its slice of the body and every id can be
        an address."""
        for initiative in self.initiatives:
            if not UID.fullmatch(initiative.uid):
                raise UnfaithfulDocument(f"“{initiative.uid}” is not a permanent id")
            anchors = [(initiative.start, initiative.end, initiative.exact)]
            anchors += [(q.start, q.end, q.text) for q in initiative.quantities]
            for start, end, exact in anchors:
                if not exact or self.body[start:end] != exact:
                    raise UnfaithfulDocument(f"{initiative.uid}: body[{start}:{end}] is not “{exact}”")


@dataclass(frozen=True, slots=True)
class PassageDocument:
    kind: str
    text: str
    text_en: str = ""
    section_slug: str = ""


@dataclass(frozen=True, slots=True)
class ChapterDocument:
    """A chapter as printed: passages that tile the source text in order."""

    year: int
    source: str
    passages: tuple[PassageDocument, ...] = field(default=())

    @property
    def source_sha256(self) -> str:
        return hashlib.sha256(self.source.encode("utf-8")).hexdigest()

    def digest(self) -> str:
        return canonical_digest(self)

    def check(self) -> None:
        """Raise UnfaithfulDocument unless the passages joined are the source, character for character."""
        if "".join(passage.text for passage in self.passages) != self.source:
            raise UnfaithfulDocument(f"{self.year}: the passages do not add up to the source text")


def canonical_digest(value: Any) -> str:
    """Return the SHA-256 of a value in canonical JSON: sorted keys, no blanks, decimals as strings."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=plain)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def plain(value: Any) -> Any:
    """Return a document as a mapping of its fields, anything else as text. For ``json``."""
    if is_dataclass(value):
        return {name: getattr(value, name) for name in value.__dataclass_fields__}
    return str(value)

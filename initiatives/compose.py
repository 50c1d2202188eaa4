"""The JSON of a row of the record, made once at publish and joined as text ever after.

Names of places and themes are not in it, for editors may change them: rows keep codes and slugs beside it.
Addresses are not in it either: they depend on where the site is served.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any

from initiatives.documents import InitiativeDocument, QuantityDocument, SectionDocument
from portal.web.json_text import compact

CONTEXT = 32
"""Characters of ``prefix`` and ``suffix`` around an anchor, as in the W3C TextQuoteSelector."""


def plain_number(value: Decimal | None) -> int | float | None:
    """Return a decimal as JSON writes it: whole numbers without a point."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def surroundings(body: str, start: int, end: int) -> tuple[str, str]:
    """Return the text just before and just after an anchor."""
    return body[max(0, start - CONTEXT) : start], body[end : end + CONTEXT]


def quantity(document: QuantityDocument) -> dict[str, Any]:
    return {
        "text": document.text,
        "value": plain_number(document.value),
        "value_to": plain_number(document.value_to),
        "unit": document.unit,
        "approximate": document.is_approximate,
        "qualifier": document.qualifier or None,
        "start": document.start,
        "end": document.end,
    }


def section(document: SectionDocument, *, number: int, instant: datetime) -> str:
    """Return the JSON of a section version that became public at ``instant``."""
    return compact(
        {
            "year": document.year,
            "slug": document.slug,
            "position": document.position,
            "heading": document.heading,
            "heading_en": document.heading_en,
            "heading_printed": document.is_heading_printed,
            "headline": document.headline,
            "headline_en": document.headline_en,
            "summary_en": document.summary_en,
            "body": document.body,
            "place_basis": document.place_basis,
            "evidence": list(document.evidence),
            "source_sha256": document.source_sha256,
            "source_start": document.source_start,
            "source_end": document.source_end,
            "initiatives": [initiative.uid for initiative in document.initiatives],
            "version": number,
            "updated_at": instant.isoformat(),
        }
    )


def initiative(
    document: InitiativeDocument, section: SectionDocument, *, number: int, position: int, instant: datetime
) -> str:
    """Return the JSON of an initiative as it stands in one version of its section."""
    prefix, suffix = surroundings(section.body, document.start, document.end)
    return compact(
        {
            "year": section.year,
            "section": f"{section.year}/{section.slug}",
            "section_heading": section.heading,
            "position": position,
            "title": document.title,
            "title_en": document.title_en,
            "kind": document.kind,
            "counted": document.kind != "statement",
            "status": document.status or None,
            "month": document.month,
            "exact": document.exact,
            "start": document.start,
            "end": document.end,
            "prefix": prefix,
            "suffix": suffix,
            "organisations": list(document.organisations),
            "quantities": [quantity(q) for q in document.quantities],
            "source_sha256": section.source_sha256,
            "version": number,
            "updated_at": instant.isoformat(),
        }
    )

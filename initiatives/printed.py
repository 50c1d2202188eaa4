"""A report's chapter as printed: its passages in order, without what is not public now."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404

from initiatives.choices import PassageKind
from initiatives.models import Passage, Report, Section

PASSAGES_A_PAGE = 200


@dataclass(frozen=True, slots=True)
class Printed:
    """A passage as the page shows it. ``section_url`` is where its section is read; none before the first.

    ``lacks_heading`` is where an editor supplied the heading that the text does not have.
    """

    kind: str
    text: str
    text_en: str
    section_url: str = ""
    heading: str = ""
    heading_en: str = ""
    lacks_heading: bool = False
    is_hidden: bool = False

    @property
    def lines(self) -> list[str]:
        return [line for line in self.text.split("\n") if line.strip()]


def reading(report: Report, *, page: int) -> dict[str, Any]:
    """Return one page of the chapter. Raises Http404 beyond the last."""
    first = (page - 1) * PASSAGES_A_PAGE
    rows = Passage.objects.current().filter(report=report, position__gt=first).order_by("position")
    found = list(rows[: PASSAGES_A_PAGE + 1])
    if page > 1 and not found:
        raise Http404
    shown = [row for row in found if row.position <= first + PASSAGES_A_PAGE]
    sections = sections_of(report, {row.section_slug for row in shown})
    bodies = {row.section_slug: row for row in reversed(shown) if row.kind == PassageKind.BODY}
    return {
        "passages": [
            printed(row, sections, is_first_body=row is bodies.get(row.section_slug))
            for row in shown
            if row.kind != PassageKind.SPACE
        ],
        "has_more": len(found) > len(shown),
        "source_sha256": shown[0].source_sha256 if shown else "",
        "span": (shown[0].start, shown[-1].end) if shown else None,
    }


def sections_of(report: Report, slugs: set[str]) -> dict[str, Section]:
    rows = Section.objects.current().filter(report=report, slug__in=slugs - {""})
    light = rows.only("year", "slug", "heading", "heading_en", "is_heading_printed")
    return {section.slug: section for section in light}


def printed(row: Passage, sections: dict[str, Section], *, is_first_body: bool) -> Printed:
    """Return the passage with its section's heading; hidden where the section is not public now."""
    section = sections.get(row.section_slug)
    if row.section_slug and section is None:
        return Printed(kind=row.kind, text="", text_en="", is_hidden=True)
    if section is None:
        return Printed(kind=row.kind, text=row.text, text_en=row.text_en)
    return Printed(
        kind=row.kind,
        text=row.text,
        text_en=row.text_en,
        section_url=section.get_absolute_url(),
        heading=section.heading,
        heading_en=section.heading_en,
        lacks_heading=is_first_body and not section.is_heading_printed,
    )

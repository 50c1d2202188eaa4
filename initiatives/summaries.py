"""Rows of the record as plain data for pages: an initiative in a list or on its own, a report's cover."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from districts.models import District, Zone
from districts.summaries import filled_grid
from initiatives.catalogue import Catalogue
from initiatives.choices import InitiativeKind, Qualifier, Status
from initiatives.models import Report, Theme
from initiatives.narrative import among
from initiatives.years import Numbers

COLUMNS = ("id", "uid", "composed", "district_codes", "zone_slugs", "theme_slugs")


@dataclass(frozen=True, slots=True)
class Record:
    """An initiative with the rows its codes stand for. Names are those of the stored row."""

    uid: str
    year: int
    title: str
    title_en: str
    exact: str
    start: int
    end: int
    prefix: str
    suffix: str
    month: int | None
    organisations: Sequence[str]
    quantities: Sequence[Mapping[str, Any]]
    source_sha256: str
    version: int
    section_slug: str
    section_heading: str
    kind: InitiativeKind
    status: Status | None
    districts: Sequence[District]
    zones: Sequence[Zone]
    themes: Sequence[Theme]

    @property
    def url(self) -> str:
        return reverse("initiatives:detail", args=[self.uid])

    @property
    def section_url(self) -> str:
        return reverse("initiatives:section-detail", args=[self.year, self.section_slug])

    @property
    def clause_url(self) -> str:
        """Where the clause stands in its section."""
        return f"{self.section_url}#s-{self.uid}"

    @property
    def report_url(self) -> str:
        """Where the clause stands in the whole report."""
        return f"{reverse('initiatives:report-detail', args=[self.year])}#s-{self.uid}"

    @property
    def places(self) -> list[dict[str, str]]:
        """Where it counts: its districts, else its zones, as links."""
        return [link(row) for row in self.districts or self.zones]


def link(row: District | Zone) -> dict[str, str]:
    return {"name": row.name, "name_en": row.name_en, "url": row.get_absolute_url()}


def record(row: Any, places: Catalogue) -> Record:
    """Return the record of a row that has the COLUMNS."""
    fields = json.loads(row.composed)
    names = ("year", "title", "title_en", "exact", "start", "end", "prefix", "suffix", "month")
    names += ("organisations", "quantities", "source_sha256", "version", "section_heading")
    return Record(
        uid=row.uid,
        section_slug=fields["section"].partition("/")[2],
        kind=InitiativeKind(fields["kind"]),
        status=Status(fields["status"]) if fields["status"] else None,
        districts=among(places.district_by_code, row.district_codes),
        zones=among(places.zone_by_slug, row.zone_slugs),
        themes=among(places.theme_by_slug, row.theme_slugs),
        **{name: fields[name] for name in names},
    )


def records(rows: Iterable[Any], places: Catalogue) -> list[Record]:
    return [record(row, places) for row in rows]


def figures(quantities: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return quantities with their qualifier as a choice, for a page to name."""
    return [q | {"qualifier": Qualifier(q["qualifier"]) if q["qualifier"] else None} for q in quantities]


def cover(report: Report, places: Catalogue, numbers: Numbers) -> dict[str, Any]:
    """Return what a report's cover shows: the year's map, how many sections and initiatives."""
    return {
        "report": report,
        "url": report.get_absolute_url(),
        "map": filled_grid(places.districts, lambda code: numbers.of_district(code, report.year)),
        "section_count": report.section_count,
        "initiative_count": numbers.year_total(report.year),
    }

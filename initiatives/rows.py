"""From documents to rows of the record, in bulk: sections, initiatives, quantities and their links."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.db import connection

from districts.models import District, Zone
from initiatives import compose
from initiatives.choices import InitiativeKind
from initiatives.documents import InitiativeDocument, SectionDocument
from initiatives.models import (
    Initiative,
    InitiativeDistrict,
    InitiativeTheme,
    InitiativeZone,
    Quantity,
    Report,
    Section,
    SectionDistrict,
    SectionZone,
    Theme,
)
from initiatives.models.links import Link
from initiatives.refusals import UnknownReference
from initiatives.search.tokens import tokens

BATCH = 500
YEAR_STEP, SECTION_STEP, LAST_YEAR = 10**9, 10**4, 9_999


@dataclass(frozen=True, slots=True)
class Places:
    """The reference rows that documents point to."""

    reports: dict[int, Report]
    districts: dict[str, District]
    zones: dict[str, Zone]
    themes: dict[str, Theme]
    main_districts: dict[str, list[District]]

    @classmethod
    def load(cls, documents: list[SectionDocument]) -> Self:
        """Read them all, in five queries; raise UnknownReference for the first that is missing."""
        zones = Zone.objects.prefetch_related("memberships__district")
        places = cls(
            reports={report.year: report for report in Report.objects.all()},
            districts={district.code: district for district in District.objects.all()},
            zones={zone.slug: zone for zone in zones},
            themes={theme.slug: theme for theme in Theme.objects.all()},
            main_districts={
                zone.slug: [m.district for m in zone.memberships.all() if not m.is_partial] for zone in zones
            },
        )
        for document in documents:
            places.require(document)
        return places

    def require(self, document: SectionDocument) -> None:
        named = [i for initiative in document.initiatives for i in initiative.zones]
        missing = {document.year} - self.reports.keys() | set(document.districts) - self.districts.keys()
        missing |= {*document.zones, *named} - self.zones.keys()
        missing |= {t for initiative in document.initiatives for t in initiative.themes} - self.themes.keys()
        if missing:
            raise UnknownReference(f"{document.year}/{document.slug}: {sorted(map(str, missing))}")

    def districts_of(self, document: SectionDocument) -> list[District]:
        """Return the districts a section counts for: its own, or those its zones mainly lie in."""
        own = [self.districts[code] for code in document.districts]
        through_zones = [d for slug in document.zones for d in self.main_districts[slug]]
        return sorted({*own, *through_zones}, key=lambda district: district.position)

    def names_of(self, document: SectionDocument) -> list[str]:
        """Return the names under which a section is found though its text may not say them."""
        zones = [self.zones[slug] for slug in document.zones]
        return [
            name for place in [*self.districts_of(document), *zones] for name in (place.name, place.name_en)
        ]


@dataclass(frozen=True, slots=True)
class Written:
    sections: list[Section]
    initiatives: list[Initiative]


def write_sections(
    documents: list[SectionDocument],
    places: Places,
    *,
    numbers: dict[tuple[int, str], int],
    instant: datetime,
    now: datetime,
) -> Written:
    """Store the documents as new versions. ``numbers`` holds the last version number of each section."""
    sections = [
        section_row(d, places, number=numbers.get((d.year, d.slug), 0) + 1, instant=instant, now=now)
        for d in documents
    ]
    Section.objects.bulk_create(sections, batch_size=BATCH)
    link_sections(documents, sections, places)
    pairs = [
        (document, section, initiative, position)
        for document, section in zip(documents, sections, strict=True)
        for position, initiative in enumerate(document.initiatives, start=1)
    ]
    initiatives = [initiative_row(*pair, places=places, instant=instant) for pair in pairs]
    Initiative.objects.bulk_create(initiatives, batch_size=BATCH)
    link_initiatives([pair[2] for pair in pairs], initiatives, places)
    return Written(sections, initiatives)


def reading_key(year: int, section_position: int, position: int = 0) -> int:
    """Return the sort key that puts the newest year first and each year in printed order."""
    return (LAST_YEAR - year) * YEAR_STEP + section_position * SECTION_STEP + position


def section_row(
    document: SectionDocument, places: Places, *, number: int, instant: datetime, now: datetime
) -> Section:
    searchable = [*places.names_of(document), document.heading, document.heading_en, document.headline_en]
    return Section(
        report=places.reports[document.year],
        year=document.year,
        slug=document.slug,
        number=number,
        position=document.position,
        newest_first=reading_key(document.year, document.position),
        heading=document.heading,
        heading_en=document.heading_en,
        is_heading_printed=document.is_heading_printed,
        headline=document.headline,
        headline_en=document.headline_en,
        summary_en=document.summary_en,
        body=document.body,
        place_basis=document.place_basis,
        evidence=list(document.evidence),
        source_sha256=document.source_sha256,
        source_start=document.source_start,
        source_end=document.source_end,
        digest=document.digest(),
        recorded_at=now,
        visible_from=instant,
        district_codes=",".join(document.districts),
        zone_slugs=",".join(document.zones),
        theme_slugs=",".join(dict.fromkeys(t for i in document.initiatives for t in i.themes)),
        composed=compose.section(document, number=number, instant=instant),
        tokens=tokens("\n".join([*searchable, document.body, document.summary_en])),
    )


def initiative_row(
    document: SectionDocument,
    section: Section,
    initiative: InitiativeDocument,
    position: int,
    *,
    places: Places,
    instant: datetime,
) -> Initiative:
    districts = places.districts_of(document)
    prefix, suffix = compose.surroundings(document.body, initiative.start, initiative.end)
    key = reading_key(document.year, document.position, position)
    within_year = document.position * SECTION_STEP + position
    rank = districts[0].position if districts else 0
    names = [places.zones[slug].name for slug in initiative.zones]
    words = [*places.names_of(document), *names, initiative.title, initiative.title_en, initiative.exact]
    return Initiative(
        section=section,
        uid=initiative.uid,
        year=document.year,
        position=position,
        title=initiative.title,
        title_en=initiative.title_en,
        kind=initiative.kind,
        is_counted=InitiativeKind(initiative.kind).is_counted,
        status=initiative.status,
        month=initiative.month,
        start=initiative.start,
        end=initiative.end,
        exact=initiative.exact,
        prefix=prefix,
        suffix=suffix,
        organisations=list(initiative.organisations),
        newest_first=key,
        oldest_first=document.year * YEAR_STEP + within_year,
        by_place=rank * YEAR_STEP * 10_000 + key,
        visible_from=instant,
        district_codes=",".join(district.code for district in districts),
        zone_slugs=",".join(initiative.zones),
        theme_slugs=",".join(initiative.themes),
        composed=compose.initiative(
            initiative, document, number=section.number, position=position, instant=instant
        ),
        tokens=tokens("\n".join([*words, *initiative.organisations])),
    )


def link_sections(documents: list[SectionDocument], sections: list[Section], places: Places) -> None:
    rows = list(zip(documents, sections, strict=True))
    insert_links(
        SectionDistrict,
        ((s.newest_first, s.pk, places.districts[code].pk) for d, s in rows for code in d.districts),
    )
    insert_links(
        SectionZone, ((s.newest_first, s.pk, places.zones[slug].pk) for d, s in rows for slug in d.zones)
    )


def link_initiatives(
    documents: list[InitiativeDocument], initiatives: list[Initiative], places: Places
) -> None:
    districts, zones, themes, quantities = [], [], [], []
    for document, row in zip(documents, initiatives, strict=True):
        key = row.newest_first
        codes = [code for code in row.district_codes.split(",") if code]
        districts += [(key, row.pk, places.districts[code].pk) for code in codes]
        zones += [(key, row.pk, places.zones[slug].pk) for slug in document.zones]
        themes += [(key, row.pk, places.themes[slug].pk) for slug in document.themes]
        quantities += quantity_rows(document, row)
    insert_links(InitiativeDistrict, districts)
    insert_links(InitiativeZone, zones)
    insert_links(InitiativeTheme, themes)
    Quantity.objects.bulk_create(quantities, batch_size=BATCH)


def insert_links(model: type[Link], rows: Iterable[tuple[int, int, int]]) -> None:
    """Insert sort key, row and target. As model instances, links were a third of the cost of a publish."""
    columns = [field.column for field in model._meta.concrete_fields if not field.primary_key]
    sql = f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) VALUES (%s, %s, %s)"
    with connection.cursor() as cursor:
        cursor.executemany(sql, list(rows))


def quantity_rows(document: InitiativeDocument, row: Initiative) -> list[Quantity]:
    return [
        Quantity(
            initiative=row,
            text=q.text,
            value=q.value,
            value_to=q.value_to,
            unit=q.unit,
            is_approximate=q.is_approximate,
            qualifier=q.qualifier,
            start=q.start,
            end=q.end,
        )
        for q in document.quantities
    ]

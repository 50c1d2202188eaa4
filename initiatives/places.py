"""What the record says of a place: the initiatives that name it, their numbers, and what others did alike.

The sections about a place are ``Section.objects.current().about(place)``. Every reader here looks at a
bounded number of rows, however large the record is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q

from districts.models import District, Zone
from initiatives.choices import Qualifier
from initiatives.models import Initiative, Quantity, Section, SectionZone, Theme
from initiatives.querysets import SectionQuerySet
from initiatives.years import Numbers

MAX_FIGURES = 12
MAX_NAMING = 60
LOOKED_AT = 40
ASKED = 400
"""Newest initiatives among which one is sought that claims to be first."""
SHOWN_ELSEWHERE = 4
ROW = ("uid", "year", "composed", "district_codes", "zone_slugs", "theme_slugs")
"""What ``summaries.record`` reads, and the year."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as the report words it, and the initiative it stands in."""

    text: str
    title: str
    title_en: str
    year: int
    uid: str


def figures(**of: Any) -> list[Figure]:
    """Return the first numbers of the initiatives that the keywords select, oldest year first."""
    rows = Quantity.objects.filter(**{f"initiative__{name}": value for name, value in of.items()})
    rows = rows.order_by("initiative__oldest_first", "start")
    columns = ("text", "initiative__title", "initiative__title_en", "initiative__year", "initiative__uid")
    return [Figure(*row) for row in rows.values_list(*columns)[:MAX_FIGURES]]


def naming(zone: Zone) -> list[Initiative]:
    """Return the newest initiatives and statements that name a zone."""
    rows = Initiative.objects.current().naming(zone).order_by("zone_links__newest_first", "id")
    return list(rows.only(*ROW, "section_id")[:MAX_NAMING])


def sections_around(zone: Zone, named: Iterable[Initiative]) -> SectionQuerySet:
    """Return the sections about a zone and those of the initiatives that name it, in reading order."""
    about = Q(pk__in=SectionZone.objects.filter(zone=zone).values("section"))
    around = Q(pk__in={initiative.section_id for initiative in named})
    return Section.objects.current().filter(about | around).in_reading_order()


def shared_theme(district: District, themes: Iterable[Theme], numbers: Numbers) -> Theme | None:
    """Return the theme a district has most of, of equals the one that is rarer; None where it has none."""
    of_districts = numbers.pairs["district", "theme"]

    def weight(theme: Theme) -> tuple[int, int]:
        return (of_districts.get((district.code, theme.slug), 0), -numbers.totals["theme", theme.slug])

    best = max(themes, key=weight, default=None)
    return best if best and weight(best)[0] else None


def elsewhere(district: District, theme: Theme) -> list[Initiative]:
    """Return recent initiatives of a theme in other districts, one of each as long as there are enough."""
    rows = Initiative.objects.current().counted().filter(theme_links__theme=theme)
    rows = rows.exclude(district_codes__contains=district.code).order_by("theme_links__newest_first", "id")
    found = list(rows.only(*ROW)[:LOOKED_AT])
    first_of_each = {row.district_codes: row for row in reversed(found)}.values()
    chosen = sorted(first_of_each, key=found.index) + [row for row in found if row not in first_of_each]
    return chosen[:SHOWN_ELSEWHERE]


def claim_to_be_first() -> Initiative | None:
    """Return the newest initiative whose words hold an ordinal (首个): the record that explains itself."""
    newest = Initiative.objects.current().counted().in_reading_order().values("pk")[:ASKED]
    ordinal = Quantity.objects.filter(initiative=OuterRef("pk"), qualifier=Qualifier.ORDINAL)
    rows = Initiative.objects.filter(Exists(ordinal), pk__in=newest).in_reading_order()
    return rows.select_related("section").only(*ROW, "section__body").first()


def headlines(years: Iterable[int], *, last_position: int) -> list[Section]:
    """Return the sections of some years up to a position in print, each with its ``counted`` initiatives."""
    rows = Section.objects.current().filter(year__in=list(years), position__lte=last_position)
    columns = ("year", "slug", "position", "heading", "heading_en", "headline", "headline_en")
    return list(
        rows.with_initiative_counts().in_reading_order().only(*columns, "district_codes", "zone_slugs")
    )

"""Plain data for pages about places: the tile map, the year axis, the years of a district, its tables.

What the record says of a place comes in as arguments; nothing here reads the database.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from districts.choices import ZoneKind
from districts.models import District, Zone
from portal.web.levels import level
from portal.web.typography import full_width

RULER_YEARS = 12
"""A year axis of more years is no longer legible on a phone."""
TABLE_YEARS = 6
"""Columns a table of years has at most: the newest."""

SUFFIX = re.compile(r"(?<=..)(新区|区|县|市)$")
SUFFIX_EN = re.compile(r" (New Area|District|County|City)$")

Json = dict[str, Any]


@lru_cache(maxsize=1)
def scenery(path: Path) -> Json:
    """Return what the tile map shows beside the districts (fixtures/README.md). Read once per process."""
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def short_name(district: District) -> dict[str, str]:
    """Return the district's names without the word for its rank, as they fit into a tile."""
    return {"name": SUFFIX.sub("", district.name), "name_en": SUFFIX_EN.sub("", district.name_en)}


def grid(districts: Sequence[District]) -> Json:
    """Return the tiles of a map with nothing in them, and its size. Districts without a tile are left out."""
    drawn = [district for district in districts if district.tile_row]
    return {
        "cols": max((district.tile_col for district in drawn), default=0),
        "rows": max((district.tile_row for district in drawn), default=0),
        "tiles": [{"slug": d.slug, "code": d.code, "row": d.tile_row, "col": d.tile_col} for d in drawn],
    }


def filled_grid(districts: Sequence[District], count_of: Callable[[str], int | None]) -> Json:
    """Return the map with each tile's level. ``count_of`` a code is None where the district is not listed."""
    found = grid(districts)
    for tile in found["tiles"]:
        tile["n"] = count_of(tile["code"])
        tile["level"] = level(tile["n"])
    return found


def tile_map(districts: Sequence[District], year: int, count_of: Callable[[str], int | None]) -> Json:
    """Return what ``_tile_map.html`` needs to show one year."""
    found = filled_grid(districts, count_of)
    by_code = {district.code: district for district in districts}
    for tile in found["tiles"]:
        district = by_code[tile["code"]]
        tile |= short_name(district) | {"url": f"{district.get_absolute_url()}#y{year}"}
    return {**scenery(settings.CITY_MAP), **found, "year": year}


def ruler(
    collected: Iterable[int], url_of: Callable[[int], str | None], *, current: int | None = None
) -> list[Json]:
    """Return the years of the axis, newest last. Those without a report have no address."""
    known = sorted(collected)
    if not known:
        return []
    last = min(known[-1], current + RULER_YEARS - 1) if current else known[-1]
    first = max(known[0], last - RULER_YEARS + 1)
    return [
        {"year": year, "url": url_of(year) if year in known else None, "current": year == current}
        for year in range(first, last + 1)
    ]


def key_phrase(text: str) -> dict[str, str]:
    """Split a first sentence at its first quoted phrase, which the page underlines."""
    before, mark, after = re.split(r"(“[^“”]+”|$)", full_width(text), maxsplit=1)
    return {"before": before, "key": mark, "after": after}


def timeline(
    reports: Iterable[Any], sections: Iterable[Any], listed: frozenset[int], own: frozenset[int]
) -> list[Json]:
    """Return the years of a district, oldest first, each with its report and sections.

    ``gap`` is the two collected years between which others are missing. A year whose report says nothing of
    the district is there without sections; ``is_zones_only`` where it writes only of zones in it.
    """
    by_year = defaultdict(list)
    for section in sections:
        by_year[section.year].append(section)
    found: list[Json] = []
    for report in sorted(reports, key=lambda report: report.year):
        year, before = report.year, found[-1]["year"] if found else None
        found.append(
            {
                "year": year,
                "report": report,
                "sections": by_year[year],
                "quotes": [(section, key_phrase(section.headline)) for section in by_year[year]],
                "is_listed": year in listed,
                "is_zones_only": year in listed - own,
                "zones": [zone for section in by_year[year] for zone in section.zones],
                "gap": [before, year] if before and year - before > 1 else [],
            }
        )
    return found


def themes_by_year(sections: Sequence[Any], years: Sequence[int]) -> list[Json]:
    """Return how many counted initiatives of the sections have each theme, by year, most frequent first."""
    counts: Counter[tuple[str, int]] = Counter()
    themes = {}
    for section in sections:
        for note in section.counted:
            for theme in note.themes:
                themes[theme.slug] = theme
                counts[theme.slug, section.year] += 1
    rows = [{"theme": theme, "counts": [counts[slug, y] for y in years]} for slug, theme in themes.items()]
    return sorted(rows, key=lambda row: (-sum(row["counts"]), row["theme"].position))


def zones_by_year(
    zones: Iterable[Zone], years: Sequence[int], years_of: Mapping[str, Sequence[int]]
) -> list[Json]:
    """Return for each zone in which of the years it is named."""
    return [{"zone": zone, "named": [year in years_of[zone.slug] for year in years]} for zone in zones]


def zones_by_kind(zones: Iterable[Zone], row_of: Callable[[Zone], Json]) -> list[Json]:
    """Return the zones grouped by kind, in the order of the kinds. Kinds without a zone are left out."""
    groups: Mapping[str, list[Json]] = {kind: [] for kind in ZoneKind.values}
    for zone in zones:
        groups[zone.kind].append(row_of(zone))
    return [{"kind": ZoneKind(kind), "zones": rows} for kind, rows in groups.items() if rows]


def matrix(
    districts: Sequence[District], years: Sequence[int], count_of: Callable[[str, int], int | None]
) -> list[Json]:
    """Return the newest years, newest first, with every district's count; None where it is not listed."""
    return [
        {"year": year, "cells": [{"district": d, "n": count_of(d.code, year)} for d in districts]}
        for year in reversed(years[-TABLE_YEARS:])
    ]


def neighbours(districts: Sequence[District], district: District) -> list[District | None]:
    """Return the districts before and after in report order; None at either end."""
    at = next(i for i, each in enumerate(districts) if each.pk == district.pk)
    return [districts[at - 1] if at else None, districts[at + 1] if at + 1 < len(districts) else None]

"""Facet counts of current initiatives, kept at publish so that a list page needs no scan.

Cost and reason are in docs/decisions/0004-tallies.md. Where a scheduled row has come or gone since the
counts were last written, they say so (``are_fresh``) and readers count the rows themselves.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from initiatives.choices import Verb
from initiatives.models import Change, Initiative, Section, Tally

FACETS = ("year", "district", "zone", "theme", "kind", "status", "month")
Cell = tuple[str, str, str, str, bool]


def facet_values(row: Initiative) -> dict[str, list[str]]:
    """Return the values an initiative has in each facet. An absent status or month has none."""
    return {
        "year": [str(row.year)],
        "district": [code for code in row.district_codes.split(",") if code],
        "zone": [slug for slug in row.zone_slugs.split(",") if slug],
        "theme": [slug for slug in row.theme_slugs.split(",") if slug],
        "kind": [row.kind],
        "status": [row.status] if row.status else [],
        "month": [str(row.month)] if row.month else [],
    }


def cells(row: Initiative) -> list[Cell]:
    """Return every cell an initiative counts in: each value alone, and with each value of another facet."""
    values = [(facet, value) for facet, found in facet_values(row).items() for value in found]
    is_counted = row.is_counted
    alone = [(facet, value, "", "", is_counted) for facet, value in values]
    return alone + [(f, v, by, w, is_counted) for f, v in values for by, w in values if f != by]


def add(rows: Iterable[Initiative], *, sign: int) -> None:
    """Count rows in (``sign`` 1) or out (-1). Call inside the publishing transaction."""
    counts: Counter[Cell] = Counter()
    for row in rows:
        counts.update(cells(row))
    table = Tally._meta.db_table
    sql = (
        f"INSERT INTO {table} (facet, value, by_facet, by_value, is_counted, count) "
        "VALUES (%s, %s, %s, %s, %s, %s) "
        "ON CONFLICT (by_facet, by_value, facet, value, is_counted) "
        f"DO UPDATE SET count = {table}.count + excluded.count"
    )
    with connection.cursor() as cursor:
        cursor.executemany(sql, [(*cell, sign * count) for cell, count in sorted(counts.items())])


def rebuild(at: datetime) -> None:
    """Count everything anew from the record."""
    Tally.objects.all().delete()
    add(Initiative.objects.current(at).iterator(chunk_size=2_000), sign=1)


def are_fresh(written_at: datetime | None, as_of: datetime) -> bool:
    """Return whether no row has come or gone by schedule since the counts were written."""
    if written_at is None or as_of < written_at:
        return False
    came = Section.objects.filter(visible_from__gt=written_at, visible_from__lte=as_of)
    went = Section.objects.filter(visible_until__gt=written_at, visible_until__lte=as_of)
    return not came.exists() and not went.exists()


def written_at() -> datetime | None:
    """Return when the counts were last written: at the last change of the record itself."""
    return Change.objects.exclude(verb=Verb.PLACE).order_by("-serial").values_list("at", flat=True).first()

"""How many initiatives share a year, a place, a theme …: from the tallies where they hold, else counted."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from initiatives import tallies
from initiatives.models import Initiative, Tally

PATHS = {
    "year": "year",
    "district": "district_links__district__code",
    "zone": "zone_links__zone__slug",
    "theme": "theme_links__theme__slug",
    "kind": "kind",
    "status": "status",
    "month": "month",
}
"""Where the value of a facet stands, seen from an initiative."""


def have_tallies(as_of: datetime | None = None) -> bool:
    """Return whether the stored tallies answer for this instant. Only the present has tallies."""
    return as_of is None and tallies.are_fresh(tallies.written_at(), timezone.now())


def by_facet(rows: QuerySet, facet: str) -> dict[str, int]:
    """Count rows by a facet's values, by asking the rows themselves."""
    path = PATHS[facet]
    pairs = rows.order_by().values_list(path).annotate(n=Count("id", distinct=True))
    return {str(value): n for value, n in pairs if value not in (None, "")}


def totals(rows: QuerySet, counted: bool, key: Callable[[Tally], Any]) -> dict[Any, int]:
    """Add up tally rows; each value has one row for initiatives and one for statements."""
    found: dict[Any, int] = {}
    for row in rows.filter(is_counted=True) if counted else rows:
        found[key(row)] = found.get(key(row), 0) + row.count
    return found


def singles(facet: str, *, counted: bool = True) -> dict[str, int]:
    """Return value → number of current initiatives; ``counted`` leaves statements out."""
    if have_tallies():
        rows = Tally.objects.filter(facet=facet, by_facet="", count__gt=0)
        return totals(rows, counted, lambda row: row.value)
    rows = Initiative.objects.current()
    return by_facet(rows.counted() if counted else rows, facet)


def pairs(facet: str, by: str, *, counted: bool = True) -> dict[tuple[str, str], int]:
    """Return (value of ``by``, value of ``facet``) → number of current initiatives."""
    if have_tallies():
        rows = Tally.objects.filter(facet=facet, by_facet=by, count__gt=0)
        return totals(rows, counted, lambda row: (row.by_value, row.value))
    initiatives = Initiative.objects.current()
    found = (initiatives.counted() if counted else initiatives).order_by()
    grouped = found.values_list(PATHS[by], PATHS[facet]).annotate(n=Count("id", distinct=True))
    return {(str(b), str(a)): n for b, a, n in grouped if a not in (None, "") and b not in (None, "")}

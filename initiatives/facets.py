"""The choices beside the list of initiatives, each with the number of rows it would give.

Within a facet choices add up, across facets they narrow. Where no facet or one is in use the stored tallies
answer; else the filtered rows are counted, up to COUNTED_NOW of them: beyond, a choice shows no number.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet

from initiatives import counts
from initiatives.catalogue import Catalogue
from initiatives.choices import InitiativeKind, Status
from initiatives.filters import COUNTED, InitiativeFilter
from initiatives.models import Tally
from initiatives.tallies import FACETS, facet_values

COUNTED_NOW = 5_000
SHOWN = 60
LONG = 20
EXCLUSIVE = ("year", "kind", "status", "month")
"""Facets of which an initiative has one value at most, so that the counts of several values add up."""
LABELS = {
    "year": ("年份", "Year"),
    "theme": ("主题", "Theme"),
    "district": ("地区", "District"),
    "zone": ("承载区", "Zone"),
    "kind": ("类型", "Kind"),
    "status": ("状态", "Status"),
    "month": ("月份", "Month"),
}
OPEN = ("year", "theme", "district")
COLUMNS = ("year", "kind", "status", "month", "district_codes", "zone_slugs", "theme_slugs")

Counts = Mapping[str, int] | None


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet. ``key`` is what counts go by, ``value`` what the address says."""

    key: str
    value: str
    label: str
    label_en: str
    is_chosen: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    label: str
    label_en: str
    choices: list[Choice]
    is_open: bool

    @property
    def most(self) -> int:
        return max((choice.count or 0 for choice in self.choices), default=0)

    @property
    def is_long(self) -> bool:
        return len(self.choices) > LONG


@dataclass(frozen=True, slots=True)
class Counted:
    """Counts by facet, and the total of the rows shown; None where there are too many to count now."""

    by_facet: Mapping[str, Counts]
    total: int | None


def vocabulary(places: Catalogue) -> dict[str, list[Choice]]:
    """Return every choice there is, in display order."""
    return {
        "year": [Choice(str(y), str(y), f"{y} 年", str(y)) for y in reversed(places.years)],
        "theme": [Choice(t.slug, t.slug, t.name, t.name_en) for t in places.themes],
        "district": [Choice(d.code, d.slug, d.name, d.name_en) for d in places.districts],
        "zone": [Choice(z.slug, z.slug, z.name, z.name_en) for z in places.zones],
        "kind": [Choice(k.value, k.value, k.label, k.label_en) for k in InitiativeKind],
        "status": [Choice(s.value, s.value, s.label, s.label_en) for s in Status],
        "month": [Choice(str(m), str(m), f"{m} 月", MONTHS[m - 1]) for m in range(1, 13)],
    }


MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def chosen_keys(filters: InitiativeFilter) -> dict[str, list[str]]:
    """Return the keys in use by facet, out of what the filters cleaned."""
    used = {name: values for name, values in filters.chosen.items() if name in FACETS}
    return {name: [str(getattr(v, "code", getattr(v, "slug", v))) for v in vs] for name, vs in used.items()}


def facets(filters: InitiativeFilter, places: Catalogue, counted: Counted) -> list[Facet]:
    chosen = chosen_keys(filters)
    words = vocabulary(places)
    return [
        Facet(
            name=name,
            label=label,
            label_en=label_en,
            choices=shown(words[name], chosen.get(name, []), counted.by_facet[name]),
            is_open=name in OPEN or name in chosen,
        )
        for name, (label, label_en) in LABELS.items()
    ]


def shown(choices: Iterable[Choice], chosen: list[str], found: Counts) -> list[Choice]:
    """Return the choices with their counts; of a very long facet those in use and those that give most."""
    told = [
        replace(
            choice, is_chosen=choice.key in chosen, count=None if found is None else found.get(choice.key, 0)
        )
        for choice in choices
    ]
    if len(told) <= SHOWN:
        return told
    best = sorted(told, key=lambda c: (not c.is_chosen, -(c.count or 0)))[:SHOWN]
    return [choice for choice in told if choice in best]


def count(filters: InitiativeFilter, rows: QuerySet) -> Counted:
    """Count ``rows``, the unfiltered initiatives, as the filters would leave them."""
    chosen = chosen_keys(filters)
    kinds = COUNTED[filters.chosen.get("counted", "true")]
    is_simple = not filters.chosen.keys() - {*FACETS, "counted"} and len(chosen) <= 1
    adds_up = all(name in EXCLUSIVE or len(keys) == 1 for name, keys in chosen.items())
    if is_simple and adds_up and counts.have_tallies():
        return from_tallies(chosen, kinds)
    return from_rows(filters, rows, chosen)


def from_tallies(chosen: dict[str, list[str]], is_counted: bool | None) -> Counted:
    """Read the counts where at most one facet is in use. One query."""
    wanted = Q(by_facet="")
    for name, keys in chosen.items():
        wanted = Q(by_facet="", facet=name) | Q(by_facet=name, by_value__in=keys)
    rows = Tally.objects.filter(wanted, count__gt=0)
    rows = rows if is_counted is None else rows.filter(is_counted=is_counted)
    found: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    for facet, value, n in rows.values_list("facet", "value", "count"):
        found[facet][value] += n
    name, keys = next(iter(chosen.items()), ("year", list(found["year"])))
    return Counted(found, sum(found[name][key] for key in keys))


def from_rows(filters: InitiativeFilter, rows: QuerySet, chosen: dict[str, list[str]]) -> Counted:
    """Count the rows themselves: once as filtered, and once for each facet in use without that facet."""
    found, total = tally(narrowed(filters, rows))
    by_facet: dict[str, Counts] = {name: found and found[name] for name in FACETS}
    for name in chosen:
        without, _ = tally(narrowed(filters, rows, without=name))
        by_facet[name] = without and without[name]
    return Counted(by_facet, total)


def narrowed(filters: InitiativeFilter, rows: QuerySet, *, without: str = "") -> QuerySet:
    """Return the rows that pass every filter in use but one."""
    for name, value in filters.form.cleaned_data.items():
        if name != without:
            rows = filters.filters[name].filter(rows, value)
    return rows


def tally(rows: QuerySet) -> tuple[dict[str, Counter[str]] | None, int | None]:
    found: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    read = list(rows.order_by().values_list(*COLUMNS, named=True)[: COUNTED_NOW + 1])
    if len(read) > COUNTED_NOW:
        return None, None
    for row in read:
        for name, values in facet_values(row).items():
            found[name].update(values)
    return found, len(read)

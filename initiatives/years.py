"""What the reports hold year by year, in numbers: read once per content version and process.

Home, districts, zones and themes all show the same few counts beside a year. Everything here is bounded by
the reference data (districts, zones, themes) times the years, never by the number of initiatives.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from districts.models import District
from initiatives import counts
from initiatives.catalogue import Catalogue
from initiatives.models import Section, Tally
from initiatives.rows import reading_key

PAIRS = (
    ("year", "district"),
    ("year", "zone"),
    ("year", "theme"),
    ("year", "kind"),
    ("year", "month"),
    ("district", "theme"),
)

Pairs = Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Headline:
    """The first sentence a district's newest section opens with."""

    year: int
    headline: str
    headline_en: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """Counts of the present content version. Statements are left out unless a name says otherwise."""

    pairs: Mapping[tuple[str, str], Pairs]
    """(``by``, ``facet``) of PAIRS → (value of ``by``, value of ``facet``) → number of initiatives."""
    totals: Mapping[tuple[str, str], int]
    """(facet, value) → number of initiatives in all years."""
    zone_years: Mapping[str, tuple[int, ...]]
    """Zone slug → the years whose report names it, oldest first; a statement names it too."""
    listed: Mapping[str, frozenset[int]]
    """District code → the years whose report has a section on it, or on a zone mainly in it."""
    own: Mapping[str, frozenset[int]]
    """District code → the years whose report has a section on the district itself."""
    latest: Mapping[str, Headline]
    """District code → the first sentence of its newest section, where it has one of its own."""

    def in_year(self, facet: str, year: int, value: str) -> int:
        return self.pairs["year", facet].get((str(year), value), 0)

    def of_district(self, code: str, year: int) -> int | None:
        """Return the initiatives of a district in a year; None where the report does not list it."""
        return self.in_year("district", year, code) if year in self.listed[code] else None

    def year_total(self, year: int) -> int:
        """Return the initiatives of a year. Every initiative has one kind."""
        return sum(n for (y, _), n in self.pairs["year", "kind"].items() if y == str(year))


def numbers(places: Catalogue) -> Numbers:
    """Return the counts that go with a catalogue. No query when nothing changed."""
    return _read(places.version, tuple(places.years))


@lru_cache(maxsize=2)
def _read(version: str, years: tuple[int, ...]) -> Numbers:
    counted, both = _pairs()
    totals: dict[tuple[str, str], int] = defaultdict(int)
    for (by, facet), cells in counted.items():
        for (_, value), n in cells.items():
            totals[facet, value] += n if by == "year" else 0
    zone_years = defaultdict(list)
    for year, zone in both["year", "zone"]:
        zone_years[zone].append(int(year))
    own, listed, latest = {}, {}, {}
    for code, year, headline, headline_en, *flags in _districts_by_year(years):
        own[code] = frozenset(y for y, is_there in zip(years, flags, strict=False) if is_there)
        through = zip(years, flags[len(years) :], strict=True)
        listed[code] = own[code] | {y for y, is_there in through if is_there}
        if year:
            latest[code] = Headline(year, headline, headline_en)
    named = defaultdict(tuple, {zone: tuple(sorted(found)) for zone, found in zone_years.items()})
    return Numbers(counted, totals, named, listed, own, latest)


def _pairs() -> tuple[dict[tuple[str, str], Pairs], dict[tuple[str, str], Pairs]]:
    """Return the counts of PAIRS, without and with statements: from the tallies in one query if they hold."""
    if not counts.have_tallies():
        counted, both = (
            {(by, facet): counts.pairs(facet, by, counted=counted) for by, facet in PAIRS}
            for counted in (True, False)
        )
        return counted, both
    wanted = Q()
    for by, facet in PAIRS:
        wanted |= Q(by_facet=by, facet=facet)
    counted = {pair: {} for pair in PAIRS}
    both = {pair: defaultdict(int) for pair in PAIRS}
    rows = Tally.objects.filter(wanted, count__gt=0)
    for by, facet, *cell, is_counted, n in rows.values_list(
        "by_facet", "facet", "by_value", "value", "is_counted", "count"
    ):
        both[by, facet][tuple(cell)] += n
        if is_counted:
            counted[by, facet][tuple(cell)] = n
    return counted, both


def _districts_by_year(years: tuple[int, ...]) -> QuerySet:
    """Return rows of code; year, first sentence and its English of the newest section; then for each year
    whether there is a section on the district, and again whether there is one on a zone mainly in it.

    One look into an index per district and year, however many sections there are.
    """
    district = OuterRef("pk")
    newest = Section.objects.current().filter(district_links__district=district)
    newest = newest.order_by("district_links__newest_first")
    told = {
        f"newest_{name}": Subquery(newest.values(name)[:1]) for name in ("year", "headline", "headline_en")
    }
    own = {f"own_{year}": Exists(_sections(year, "district_links", district=district)) for year in years}
    inside = {"zone__memberships__district": district, "zone__memberships__is_partial": False}
    through = {f"zone_{year}": Exists(_sections(year, "zone_links", **inside)) for year in years}
    rows = District.objects.annotate(**told, **own, **through)
    return rows.values_list("code", *told, *own, *through)


def _sections(year: int, links: str, **place: object) -> QuerySet:
    """Return the year's current sections about a place. The range of the sort key is what the index reads."""
    in_year = (reading_key(year, 0), reading_key(year - 1, 0) - 1)
    about = {f"{links}__{name}": value for name, value in place.items()}
    return Section.objects.current().filter(**about, **{f"{links}__newest_first__range": in_year})

"""What lists of the record can be filtered by. Page and API share these, one FilterSet per model."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet

from districts.choices import BilingualChoices
from districts.models import District, Zone
from initiatives import catalogue
from initiatives.choices import InitiativeKind, PlaceBasis, Qualifier, Status
from initiatives.models import (
    YEARS,
    Initiative,
    InitiativeDistrict,
    InitiativeTheme,
    InitiativeZone,
    Quantity,
    Section,
    SectionDistrict,
    SectionZone,
    Theme,
)
from initiatives.search.index import matching
from portal.web.strict import (
    NumberFilter,
    NumbersFilter,
    StrictFilterSet,
    TextFilter,
    WordFilter,
    WordsFilter,
)

MAX_QUERY = 100
COUNTED = {"true": True, "false": False, "all": None}


def districts() -> Mapping[str, District]:
    """Return districts by code and by slug."""
    places = catalogue.current()
    return {**places.district_by_slug, **places.district_by_code}


def zones() -> Mapping[str, Zone]:
    return catalogue.current().zone_by_slug


def themes() -> Mapping[str, Theme]:
    return catalogue.current().theme_by_slug


def words(choices: type[BilingualChoices]) -> Any:
    return lambda: {member.value: member.value for member in choices}


class RecordFilter(StrictFilterSet):
    """What sections and initiatives have in common."""

    q = TextFilter(method="matching_text", max_length=MAX_QUERY)
    year = NumbersFilter(field_name="year", lookup_expr="in", low=YEARS[0], high=YEARS[1])
    year__gte = NumberFilter(field_name="year", lookup_expr="gte", low=YEARS[0], high=YEARS[1])
    year__lte = NumberFilter(field_name="year", lookup_expr="lte", low=YEARS[0], high=YEARS[1])

    def matching_text(self, rows: QuerySet, name: str, text: str) -> QuerySet:
        return matching(rows, text)


class InitiativeFilter(RecordFilter):
    month = NumbersFilter(field_name="month", lookup_expr="in", low=1, high=12)
    district = WordsFilter(method="in_districts", vocabulary=districts)
    zone = WordsFilter(method="naming_zones", vocabulary=zones)
    theme = WordsFilter(method="with_themes", vocabulary=themes)
    kind = WordsFilter(field_name="kind", lookup_expr="in", vocabulary=words(InitiativeKind))
    status = WordsFilter(field_name="status", lookup_expr="in", vocabulary=words(Status))
    qualifier = WordsFilter(method="with_quantities", vocabulary=words(Qualifier))
    counted = WordFilter(method="counted_or_not", vocabulary=lambda: {k: k for k in COUNTED})

    class Meta:
        model = Initiative
        fields: list[str] = []

    def in_districts(self, rows: QuerySet, name: str, places: list[District]) -> QuerySet:
        return rows.filter(pk__in=InitiativeDistrict.objects.filter(district__in=places).values("initiative"))

    def naming_zones(self, rows: QuerySet, name: str, places: list[Zone]) -> QuerySet:
        return rows.filter(pk__in=InitiativeZone.objects.filter(zone__in=places).values("initiative"))

    def with_themes(self, rows: QuerySet, name: str, chosen: list[Theme]) -> QuerySet:
        return rows.filter(pk__in=InitiativeTheme.objects.filter(theme__in=chosen).values("initiative"))

    def with_quantities(self, rows: QuerySet, name: str, qualifiers: list[str]) -> QuerySet:
        return rows.filter(pk__in=Quantity.objects.filter(qualifier__in=qualifiers).values("initiative"))

    def counted_or_not(self, rows: QuerySet, name: str, word: str) -> QuerySet:
        wanted = COUNTED[word]
        return rows if wanted is None else rows.filter(is_counted=wanted)


class SectionFilter(RecordFilter):
    district = WordsFilter(method="about_districts", vocabulary=districts)
    zone = WordsFilter(method="about_zones", vocabulary=zones)
    basis = WordsFilter(field_name="place_basis", lookup_expr="in", vocabulary=words(PlaceBasis))

    class Meta:
        model = Section
        fields: list[str] = []

    def about_districts(self, rows: QuerySet, name: str, places: list[District]) -> QuerySet:
        """A section about a zone counts for the districts the zone mainly lies in."""
        direct = SectionDistrict.objects.filter(district__in=places).values("section")
        inside = Zone.objects.filter(memberships__district__in=places, memberships__is_partial=False)
        through = SectionZone.objects.filter(zone__in=inside).values("section")
        return rows.filter(Q(pk__in=direct) | Q(pk__in=through))

    def about_zones(self, rows: QuerySet, name: str, places: list[Zone]) -> QuerySet:
        return rows.filter(pk__in=SectionZone.objects.filter(zone__in=places).values("section"))

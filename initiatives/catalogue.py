"""The reference data every page needs (places, themes, reports), read once per content version."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.utils import timezone

from districts.models import District, Zone
from initiatives import watch
from initiatives.models import Report, Theme
from initiatives.version import content_version


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """Reference rows in display order. They are shared between requests: never change one."""

    version: str
    districts: Sequence[District]
    zones: Sequence[Zone]
    themes: Sequence[Theme]
    reports: Sequence[Report]
    district_by_code: dict[str, District]
    district_by_slug: dict[str, District]
    zone_by_slug: dict[str, Zone]
    theme_by_slug: dict[str, Theme]
    main_districts: dict[str, tuple[District, ...]]
    """Zone slug → the districts it mainly lies in."""
    partial_districts: dict[str, tuple[District, ...]]
    """Zone slug → the districts only a part of it lies in."""

    def zones_in(self, district: District) -> list[Zone]:
        """Return the zones that lie in a district, mainly or with a part."""
        return [
            zone
            for zone in self.zones
            if district in self.main_districts[zone.slug] or district in self.partial_districts[zone.slug]
        ]

    @property
    def years(self) -> list[int]:
        """Return the years that have a report, oldest first."""
        return sorted(report.year for report in self.reports)


_held: ContextVar[Catalogue | None] = ContextVar("held", default=None)


def current() -> Catalogue:
    """Return the catalogue of the present content version. No query when nothing changed, on SQLite."""
    # A database that cannot be read raises from the second, not from the first.
    return _held.get() or _load(watch.current() or content_version())


@contextmanager
def held() -> Iterator[Catalogue]:
    """Let every ``current()`` inside answer with the same catalogue, at the cost of one."""
    token = _held.set(current())
    try:
        yield _held.get()
    finally:
        _held.reset(token)


def steady(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorate a view: its whole answer is made from one state of the reference data."""

    @wraps(view)
    def held_view(*args: Any, **kwargs: Any) -> HttpResponse:
        with held():
            return view(*args, **kwargs)

    return held_view


@lru_cache(maxsize=2)
def _load(version: str) -> Catalogue:
    districts = tuple(District.objects.all())
    zones = tuple(Zone.objects.prefetch_related("memberships__district", "names"))
    themes = tuple(Theme.objects.all())
    return Catalogue(
        version=version,
        districts=districts,
        zones=zones,
        themes=themes,
        reports=tuple(reports_with_counts()),
        district_by_code={district.code: district for district in districts},
        district_by_slug={district.slug: district for district in districts},
        zone_by_slug={zone.slug: zone for zone in zones},
        theme_by_slug={theme.slug: theme for theme in themes},
        main_districts={zone.slug: members(zone, is_partial=False) for zone in zones},
        partial_districts={zone.slug: members(zone, is_partial=True) for zone in zones},
    )


def members(zone: Zone, *, is_partial: bool) -> tuple[District, ...]:
    return tuple(m.district for m in zone.memberships.all() if m.is_partial is is_partial)


def reports_with_counts() -> Sequence[Report]:
    """Return the reports, newest first, each with ``section_count`` of its current sections."""
    now = timezone.now()
    is_open = Q(sections__visible_until__isnull=True) | Q(sections__visible_until__gt=now)
    counted = Report.objects.annotate(
        section_count=Count("sections", filter=Q(sections__visible_from__lte=now) & is_open)
    )
    # Grouped queries ignore the model's own ordering.
    return counted.order_by("-year")

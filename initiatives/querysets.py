"""The one definition of "public": rows of the record that are visible at an instant."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from districts.models import District, Zone


class RecordQuerySet(models.QuerySet):
    """Rows with ``visible_from`` and ``visible_until``; ``current`` is where every public reader starts."""

    def current(self, as_of: datetime | None = None) -> Self:
        """Return the rows visible at ``as_of``, by default now."""
        instant = as_of or timezone.now()
        is_open = Q(visible_until__isnull=True) | Q(visible_until__gt=instant)
        return self.filter(is_open, visible_from__lte=instant)

    def in_year(self, year: int) -> Self:
        return self.filter(year=year)


class SectionQuerySet(RecordQuerySet):
    def about(self, place: District | Zone) -> Self:
        """Return sections about the place; a district includes the zones that lie mainly in it."""
        if isinstance(place, Zone):
            return self.filter(zone_links__zone=place)
        here = {"section": OuterRef("pk")}
        own = self.model.districts.through.objects.filter(**here, district=place)
        inside = {"zone__memberships__district": place, "zone__memberships__is_partial": False}
        return self.filter(Exists(own) | Exists(self.model.zones.through.objects.filter(**here, **inside)))

    def with_initiative_counts(self) -> Self:
        """Annotate ``counted``: the initiatives of each section, statements left out."""
        return self.annotate(counted=Count("initiatives", filter=Q(initiatives__is_counted=True)))

    def in_reading_order(self) -> Self:
        """Newest report first, then as printed."""
        return self.order_by("newest_first", "slug")


class InitiativeQuerySet(RecordQuerySet):
    def counted(self) -> Self:
        """Leave statements out."""
        return self.filter(is_counted=True)

    def in_reading_order(self) -> Self:
        """Newest report first, then as printed."""
        return self.order_by("newest_first", "uid")

    def naming(self, zone: Zone) -> Self:
        return self.filter(zone_links__zone=zone)

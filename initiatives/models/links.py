"""Which places and themes a row of the record is about.

Each link repeats the row's sort key, so a list filtered by one place is read in order from one index.
"""

from django.db import models

from districts.models import District, Zone
from initiatives.models.record import Initiative, Section
from initiatives.models.reference import Theme


class Link(models.Model):
    newest_first = models.BigIntegerField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"


class SectionDistrict(Link):
    section = models.ForeignKey(Section, models.PROTECT, related_name="district_links")
    district = models.ForeignKey(District, models.PROTECT, related_name="section_links")

    class Meta:
        indexes = [models.Index(fields=["district", "newest_first"])]
        constraints = [
            models.UniqueConstraint(fields=["section", "district"], name="section_about_a_district_once")
        ]


class SectionZone(Link):
    section = models.ForeignKey(Section, models.PROTECT, related_name="zone_links")
    zone = models.ForeignKey(Zone, models.PROTECT, related_name="section_links")

    class Meta:
        indexes = [models.Index(fields=["zone", "newest_first"])]
        constraints = [models.UniqueConstraint(fields=["section", "zone"], name="section_about_a_zone_once")]


class InitiativeDistrict(Link):
    """The districts an initiative counts for: its section's, or those the section's zones mainly lie in."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="district_links")
    district = models.ForeignKey(District, models.PROTECT, related_name="initiative_links")

    class Meta:
        indexes = [models.Index(fields=["district", "newest_first"])]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "district"], name="initiative_in_a_district_once")
        ]


class InitiativeZone(Link):
    """The zones an initiative names."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="zone_links")
    zone = models.ForeignKey(Zone, models.PROTECT, related_name="initiative_links")

    class Meta:
        indexes = [models.Index(fields=["zone", "newest_first"])]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "zone"], name="initiative_names_a_zone_once")
        ]


class InitiativeTheme(Link):
    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="theme_links")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="initiative_links")

    class Meta:
        indexes = [models.Index(fields=["theme", "newest_first"])]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "theme"], name="initiative_has_a_theme_once")
        ]

"""The log of what changed, and the counts kept beside the record."""

from django.db import models
from django.db.models import Q

from districts.fields import StorableCharField, StorableTextField
from initiatives.choices import Verb


class Change(models.Model):
    """One change of the public data. ``serial`` rises by one in commit order and is never reused."""

    serial = models.PositiveBigIntegerField("序号", primary_key=True)
    verb = StorableCharField("动作", max_length=10, choices=Verb)
    key = StorableCharField("对象", max_length=120, db_index=True)
    version = models.PositiveIntegerField("版本")
    digest = StorableCharField("摘要值", max_length=64)
    note = StorableTextField("公开说明", blank=True)
    at = models.DateTimeField("时间")

    class Meta:
        ordering = ["-serial"]
        verbose_name = verbose_name_plural = "变更"
        constraints = [
            models.CheckConstraint(name="change_verb_is_known", condition=Q(verb__in=Verb.values)),
        ]

    def __str__(self) -> str:
        return f"{self.serial} {self.get_verb_display()} {self.key}"


class Tally(models.Model):
    """How many current initiatives share a value, or a pair of values, of the facets.

    Derived from the record and rebuilt from it at any time; kept at publish so that facets need no scan.
    ``by_facet`` and ``by_value`` are empty where only one facet is fixed.
    """

    facet = StorableCharField(max_length=10)
    value = StorableCharField(max_length=80)
    by_facet = StorableCharField(max_length=10, blank=True)
    by_value = StorableCharField(max_length=80, blank=True)
    is_counted = models.BooleanField()
    count = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["by_facet", "by_value", "facet", "value", "is_counted"], name="one_tally_per_pair"
            )
        ]

    def __str__(self) -> str:
        return f"{self.facet}={self.value} {self.by_facet}={self.by_value}: {self.count}"

"""The record: what has been published. Rows are added and ended, never edited or deleted.

Database triggers hold that below the ORM (migration 0002). Drafts are not here but in ``editorial``;
every write comes through ``initiatives.publishing``.
"""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from districts.fields import StorableCharField, StorableJSONField, StorableTextField
from districts.models import SLUG, District, Zone
from initiatives.choices import InitiativeKind, PassageKind, PlaceBasis, Qualifier, Status
from initiatives.models.reference import Report, Theme
from initiatives.querysets import InitiativeQuerySet, RecordQuerySet, SectionQuerySet
from initiatives.search.fields import TokensField


class RecordRow(models.Model):
    """A row that is public from one instant until another; an open end is the current version."""

    visible_from = models.DateTimeField("公开起")
    visible_until = models.DateTimeField("公开止", null=True, blank=True)

    class Meta:
        abstract = True

    def is_current_at(self, instant: datetime) -> bool:
        """Return whether the row is among ``objects.current(instant)``."""
        return self.visible_from <= instant and (self.visible_until is None or self.visible_until > instant)


class Passage(RecordRow):
    """A stretch of a chapter as printed. A report's passages tile its source text with no gap."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="passages", verbose_name="报告")
    position = models.PositiveIntegerField("次序")
    kind = StorableCharField("种类", max_length=10, choices=PassageKind)
    text = StorableTextField("文字")
    text_en = StorableTextField("英文", blank=True)
    section_slug = StorableCharField("所属章节", max_length=80, blank=True)
    source_sha256 = StorableCharField("原文件 SHA-256", max_length=64)
    start = models.PositiveIntegerField("起")
    end = models.PositiveIntegerField("止")

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["report", "position"]
        verbose_name = verbose_name_plural = "原文片段"
        indexes = [models.Index(fields=["visible_from"]), models.Index(fields=["visible_until"])]
        constraints = [
            models.CheckConstraint(name="passage_end_after_start", condition=Q(end__gt=F("start"))),
            models.CheckConstraint(name="passage_kind_is_known", condition=Q(kind__in=PassageKind.values)),
            models.UniqueConstraint(
                fields=["report", "position"],
                condition=Q(visible_until__isnull=True),
                name="one_current_passage_per_report_and_position",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report.year} · {self.position}"


class Section(RecordRow):
    """One passage of a report about one or more places, as one published version."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="sections", verbose_name="报告")
    year = models.PositiveSmallIntegerField("年份")
    slug = StorableCharField("网址名", max_length=80, validators=[SLUG])
    number = models.PositiveIntegerField("版本")
    position = models.PositiveIntegerField("次序")
    newest_first = models.BigIntegerField("阅读顺序")
    heading = StorableCharField("小标题", max_length=120)
    heading_en = StorableCharField("英文小标题", max_length=240, blank=True)
    is_heading_printed = models.BooleanField("原文有小标题", default=True)
    headline = StorableTextField("首句", blank=True)
    headline_en = StorableTextField("首句英文", blank=True)
    summary_en = StorableTextField("英文摘要", blank=True)
    body = StorableTextField("正文")
    place_basis = StorableCharField("地区依据", max_length=10, choices=PlaceBasis)
    evidence = StorableJSONField("依据", default=list)
    source_sha256 = StorableCharField("原文件 SHA-256", max_length=64)
    source_start = models.PositiveIntegerField("原文起")
    source_end = models.PositiveIntegerField("原文止")
    digest = StorableCharField("摘要值", max_length=64)
    recorded_at = models.DateTimeField("记入时间")
    district_codes = StorableTextField(blank=True)
    zone_slugs = StorableTextField(blank=True)
    theme_slugs = StorableTextField(blank=True)
    composed = StorableTextField("接口片段")
    tokens = TokensField("检索词")
    districts = models.ManyToManyField(District, through="initiatives.SectionDistrict", verbose_name="行政区")
    zones = models.ManyToManyField(Zone, through="initiatives.SectionZone", verbose_name="承载区")

    objects = SectionQuerySet.as_manager()

    class Meta:
        ordering = ["newest_first", "slug", "number"]
        verbose_name = verbose_name_plural = "章节"
        indexes = [
            models.Index(fields=["report", "position"]),
            models.Index(fields=["newest_first", "slug"]),
            models.Index(fields=["visible_from"]),
            models.Index(fields=["visible_until"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="section_visible_until_after_from",
                condition=Q(visible_until__isnull=True) | Q(visible_until__gt=F("visible_from")),
            ),
            models.UniqueConstraint(
                fields=["report", "slug"],
                condition=Q(visible_until__isnull=True),
                name="one_current_section_per_report_and_slug",
            ),
            models.UniqueConstraint(
                fields=["report", "slug", "number"], name="section_version_numbered_once"
            ),
            models.CheckConstraint(
                name="section_place_is_stated_or_confirmed",
                condition=Q(place_basis__in=PlaceBasis.values),
            ),
            models.CheckConstraint(
                name="section_source_end_after_start", condition=Q(source_end__gt=F("source_start"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.heading}"

    def get_absolute_url(self) -> str:
        return reverse("initiatives:section-detail", args=[self.year, self.slug])


class Initiative(RecordRow):
    """One doing, anchored to its clause. ``uid`` is permanent across versions of its section."""

    section = models.ForeignKey(Section, models.PROTECT, related_name="initiatives", verbose_name="章节")
    uid = StorableCharField("编号", max_length=100, db_index=True)
    year = models.PositiveSmallIntegerField("年份")
    position = models.PositiveIntegerField("次序")
    title = StorableCharField("标题", max_length=120)
    title_en = StorableCharField("英文标题", max_length=240, blank=True)
    kind = StorableCharField("类型", max_length=20, choices=InitiativeKind)
    is_counted = models.BooleanField("计入举措")
    status = StorableCharField("状态", max_length=10, choices=Status, blank=True)
    month = models.PositiveSmallIntegerField("月份", null=True, blank=True)
    start = models.PositiveIntegerField("起")
    end = models.PositiveIntegerField("止")
    exact = StorableTextField("原文")
    prefix = StorableCharField("前文", max_length=40, blank=True)
    suffix = StorableCharField("后文", max_length=40, blank=True)
    organisations = StorableJSONField("机构", default=list)
    newest_first = models.BigIntegerField()
    oldest_first = models.BigIntegerField()
    by_place = models.BigIntegerField()
    district_codes = StorableTextField(blank=True)
    zone_slugs = StorableTextField(blank=True)
    theme_slugs = StorableTextField(blank=True)
    composed = StorableTextField("接口片段")
    tokens = TokensField("检索词")
    themes = models.ManyToManyField(Theme, through="initiatives.InitiativeTheme", verbose_name="主题")
    zones = models.ManyToManyField(Zone, through="initiatives.InitiativeZone", verbose_name="承载区")
    districts = models.ManyToManyField(
        District, through="initiatives.InitiativeDistrict", verbose_name="行政区"
    )

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        ordering = ["newest_first", "uid"]
        verbose_name = verbose_name_plural = "举措"
        indexes = [
            models.Index(fields=["newest_first", "uid"]),
            models.Index(fields=["oldest_first", "uid"]),
            models.Index(fields=["by_place", "uid"]),
            models.Index(fields=["year", "newest_first"]),
        ]
        constraints = [
            models.CheckConstraint(name="initiative_end_after_start", condition=Q(end__gt=F("start"))),
            models.CheckConstraint(
                name="initiative_kind_is_known", condition=Q(kind__in=InitiativeKind.values)
            ),
            models.CheckConstraint(
                name="initiative_statement_is_never_counted",
                condition=Q(is_counted=False, kind=InitiativeKind.STATEMENT)
                | (Q(is_counted=True) & ~Q(kind=InitiativeKind.STATEMENT)),
            ),
            models.CheckConstraint(
                name="initiative_status_is_known", condition=Q(status__in=["", *Status.values])
            ),
            models.CheckConstraint(
                name="initiative_month_in_year", condition=Q(month__isnull=True) | Q(month__range=(1, 12))
            ),
            models.UniqueConstraint(
                fields=["uid"],
                condition=Q(visible_until__isnull=True),
                name="one_current_initiative_per_uid",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("initiatives:detail", args=[self.uid])


class Quantity(models.Model):
    """A number in an initiative's words: ``text`` is the words, ``value`` and ``unit`` what they mean."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="quantities", verbose_name="举措")
    text = StorableCharField("原文", max_length=60)
    value = models.DecimalField("数值", max_digits=24, decimal_places=6)
    value_to = models.DecimalField("至", max_digits=24, decimal_places=6, null=True, blank=True)
    unit = StorableCharField("单位", max_length=20, blank=True)
    is_approximate = models.BooleanField("约数", default=False)
    qualifier = StorableCharField("限定", max_length=20, choices=Qualifier, blank=True)
    start = models.PositiveIntegerField("起")
    end = models.PositiveIntegerField("止")

    class Meta:
        ordering = ["initiative", "start"]
        verbose_name = verbose_name_plural = "数量"
        constraints = [
            models.CheckConstraint(name="quantity_end_after_start", condition=Q(end__gt=F("start"))),
            models.CheckConstraint(
                name="quantity_qualifier_is_known", condition=Q(qualifier__in=["", *Qualifier.values])
            ),
            models.CheckConstraint(
                name="quantity_range_rises", condition=Q(value_to__isnull=True) | Q(value_to__gt=F("value"))
            ),
        ]

    def __str__(self) -> str:
        return self.text

"""Reference data of the record that editors keep in the admin: reports and themes."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from districts.fields import StorableCharField, StorableTextField
from districts.models import MAX_POSITION, SLUG

YEARS = (1949, 2200)


class Report(models.Model):
    """A year's report. ``year`` is the year reported on."""

    year = models.PositiveSmallIntegerField("年份", unique=True, help_text="报告所写的年份，不是出版年份。")
    title = StorableCharField(
        "报告名称", max_length=120, help_text="用在引文里，例如“上海科技创新年度报告”。"
    )
    title_en = StorableCharField("报告英文名称", max_length=200)
    chapter_number = StorableCharField("章节号", max_length=20, blank=True)
    chapter_title = StorableCharField("章节标题", max_length=120)
    chapter_title_en = StorableCharField("章节英文标题", max_length=240, blank=True)
    lead = StorableTextField("导语", blank=True, help_text="章节开头、第一个小标题之前的文字。")
    lead_en = StorableTextField("导语英文摘要", blank=True)
    published_on = models.DateField("收录日期", null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["-year"]
        verbose_name = verbose_name_plural = "年度报告"
        constraints = [
            models.CheckConstraint(
                name="report_year_in_range",
                condition=Q(year__range=YEARS),
                violation_error_message=f"年份在 {YEARS[0]} 到 {YEARS[1]} 之间。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.chapter_title}"

    def get_absolute_url(self) -> str:
        return reverse("initiatives:report-detail", args=[self.year])


class Theme(models.Model):
    """What an initiative is about. Descriptions are edited in the admin; slugs are permanent."""

    slug = StorableCharField("网址名", max_length=40, unique=True, validators=[SLUG])
    name = StorableCharField("名称", max_length=40, unique=True)
    name_en = StorableCharField("英文名", max_length=80)
    position = models.PositiveSmallIntegerField("次序")
    description = StorableTextField("说明", blank=True, help_text="一句话，公众在主题页看到。")
    description_en = StorableTextField("英文说明", blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "slug"]
        verbose_name = verbose_name_plural = "主题"
        constraints = [
            models.CheckConstraint(
                name="theme_position_in_range",
                condition=Q(position__range=(1, MAX_POSITION)),
                violation_error_message=f"次序在 1 到 {MAX_POSITION} 之间。",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("initiatives:theme-detail", args=[self.slug])

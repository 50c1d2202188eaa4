"""Places: districts, zones and the names they go by. What was done there is in ``initiatives``."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from districts.choices import EnglishNameStatus, ZoneKind
from districts.fields import StorableCharField, StorableTextField

SLUG = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", "只能用小写字母、数字和连字符。")
MAX_POSITION = 9_999
MAX_TILE = 12


class Place(models.Model):
    """What districts and zones have in common."""

    slug = StorableCharField(
        "网址名",
        max_length=80,
        unique=True,
        validators=[SLUG],
        help_text="出现在网址里，发布后请勿更改，否则旧链接会失效。",
    )
    name = StorableCharField("名称", max_length=60, unique=True)
    name_en = StorableCharField("英文名", max_length=120)
    position = models.PositiveSmallIntegerField("次序", help_text="列表和目录按此排列，小的在前。")
    summary = StorableTextField("简介", blank=True, help_text="一两句话，显示在页面开头。")
    summary_en = StorableTextField("英文简介", blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class DistrictManager(models.Manager["District"]):
    def get_by_natural_key(self, code: str) -> "District":
        return self.get(code=code)


class District(Place):
    """An administrative district. Source of ``code``: GB/T 2260."""

    code = StorableCharField(
        "区划代码",
        max_length=6,
        unique=True,
        validators=[RegexValidator(r"^\d{6}$", "区划代码是六位数字。")],
        help_text="GB/T 2260 代码。接口用它标识行政区，请勿更改。",
    )
    pinyin = StorableCharField("拼音", max_length=80, blank=True)
    tile_row = models.PositiveSmallIntegerField(
        "示意图行", null=True, blank=True, help_text="首页示意图中的位置，从上往下数，1 起；留空则不画。"
    )
    tile_col = models.PositiveSmallIntegerField(
        "示意图列", null=True, blank=True, help_text="从左往右数，1 起。"
    )
    history = HistoricalRecords()

    objects = DistrictManager()

    class Meta:
        ordering = ["position", "code"]
        verbose_name = verbose_name_plural = "行政区"
        constraints = [
            models.CheckConstraint(
                name="district_code_is_six_digits",
                condition=Q(code__regex=r"^[0-9]{6}$"),
                violation_error_message="区划代码是六位数字。",
            ),
            models.CheckConstraint(
                name="district_position_in_range",
                condition=Q(position__range=(1, MAX_POSITION)),
                violation_error_message=f"次序在 1 到 {MAX_POSITION} 之间。",
            ),
            models.CheckConstraint(
                name="district_tile_whole_and_on_the_grid",
                condition=Q(tile_row__isnull=True, tile_col__isnull=True)
                | Q(
                    tile_row__isnull=False,
                    tile_col__isnull=False,
                    tile_row__range=(1, MAX_TILE),
                    tile_col__range=(1, MAX_TILE),
                ),
                violation_error_message=f"示意图的行和列要么都填（1 到 {MAX_TILE}），要么都不填。",
            ),
            models.UniqueConstraint(
                fields=["tile_row", "tile_col"],
                name="one_district_per_tile",
                violation_error_message="示意图的这一格已有别的区。",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("districts:detail", args=[self.slug])

    def natural_key(self) -> tuple[str]:
        return (self.code,)


class ZoneManager(models.Manager["Zone"]):
    def get_by_natural_key(self, slug: str) -> "Zone":
        return self.get(slug=slug)


class Zone(Place):
    """A park, corridor or other area named in a report. Zones may cross districts (G60), so no FK."""

    kind = StorableCharField("类别", max_length=20, choices=ZoneKind)
    name_en_status = StorableCharField(
        "英文名依据", max_length=10, choices=EnglishNameStatus, default=EnglishNameStatus.LITERAL
    )
    districts = models.ManyToManyField(
        District, through="ZoneDistrict", related_name="zones", verbose_name="所在区"
    )
    history = HistoricalRecords()

    objects = ZoneManager()

    class Meta:
        ordering = ["position", "slug"]
        verbose_name = verbose_name_plural = "承载区"
        constraints = [
            models.CheckConstraint(
                name="zone_kind_is_known",
                condition=Q(kind__in=ZoneKind.values),
                violation_error_message="请选择一个类别。",
            ),
            models.CheckConstraint(
                name="zone_position_in_range",
                condition=Q(position__range=(1, MAX_POSITION)),
                violation_error_message=f"次序在 1 到 {MAX_POSITION} 之间。",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("districts:zone-detail", args=[self.slug])

    def natural_key(self) -> tuple[str]:
        return (self.slug,)


class ZoneDistrict(models.Model):
    """That a zone lies in a district: mainly, or only with a part of it."""

    zone = models.ForeignKey(Zone, models.CASCADE, related_name="memberships", verbose_name="承载区")
    district = models.ForeignKey(District, models.PROTECT, related_name="memberships", verbose_name="行政区")
    is_partial = models.BooleanField(
        "仅一部分", default=False, help_text="勾选表示承载区只有一部分在这个区，不计入这个区的举措。"
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["zone", "is_partial", "district__position"]
        verbose_name = verbose_name_plural = "所在区"
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "district"],
                name="zone_in_a_district_once",
                violation_error_message="这个承载区已经列在这个区里。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.zone} · {self.district}"


class PlaceName(models.Model):
    """A gazetteer entry: a further name of one district or zone, or a decoy that must not be taken for it."""

    text = StorableCharField("名称", max_length=60)
    district = models.ForeignKey(
        District, models.CASCADE, null=True, blank=True, related_name="names", verbose_name="行政区"
    )
    zone = models.ForeignKey(
        Zone, models.CASCADE, null=True, blank=True, related_name="names", verbose_name="承载区"
    )
    is_decoy = models.BooleanField(
        "排除",
        default=False,
        help_text="勾选表示：文中出现这个名称时，不算提到该地，例如“黄浦江”之于黄浦区。",
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["text"]
        verbose_name = verbose_name_plural = "别名与地标"
        constraints = [
            models.CheckConstraint(
                name="place_name_points_to_one_place",
                condition=Q(district__isnull=False, zone__isnull=True)
                | Q(district__isnull=True, zone__isnull=False),
                violation_error_message="请指定一个行政区或一个承载区，二者取一。",
            ),
            models.UniqueConstraint(
                fields=["text", "district"],
                name="place_name_once_per_district",
                violation_error_message="这个行政区已有这个名称。",
            ),
            models.UniqueConstraint(
                fields=["text", "zone"],
                name="place_name_once_per_zone",
                violation_error_message="这个承载区已有这个名称。",
            ),
            models.CheckConstraint(
                name="place_name_is_not_empty",
                condition=~Q(text=""),
                violation_error_message="名称不能为空。",
            ),
        ]

    def __str__(self) -> str:
        return self.text

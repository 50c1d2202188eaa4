"""Fixed vocabularies with a Chinese and an English label."""

from typing import Self

from django.db import models


class BilingualChoices(models.TextChoices):
    """Members are ``(value, English label, Chinese label)``; ``label`` is the Chinese one."""

    label_en: str

    def __new__(cls, value: str, label_en: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label_en = label_en
        return member

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Return the member for text from a URL, tolerant of case and hyphens, or None."""
        value = text.strip().lower().replace("-", "_")
        return cls(value) if value in cls.values else None


class ZoneKind(BilingualChoices):
    """What sort of area a zone is. The order is the order of display."""

    SCIENCE_CITY = "science_city", "Science city", "科学城"
    CORRIDOR = "corridor", "Corridor or belt", "走廊"
    PARK = "park", "Park or development zone", "园区"
    FUNCTIONAL_AREA = "functional_area", "Functional area", "功能区"
    CLUSTER_AREA = "cluster_area", "Cluster area", "集聚区"
    STREET = "street", "Street or neighbourhood", "街区"
    COMMUNITY = "community", "Innovation community", "社区"
    WATERFRONT = "waterfront", "Waterfront", "滨水区"
    CAMPUS = "campus", "Campus", "院区"
    LABORATORY = "laboratory", "Laboratory", "实验室"
    BUILDING = "building", "Building", "楼宇"
    ISLAND = "island", "Island", "岛屿"
    SUB_AREA = "sub_area", "Part of a district", "片区"
    LAYOUT_LABEL = "layout_label", "Label in a layout", "布局标签"


class EnglishNameStatus(BilingualChoices):
    """How far an English name can be relied on."""

    OFFICIAL = "official", "Official", "官方译名"
    PRESS = "press", "Used in the press", "媒体用法"
    LITERAL = "literal", "Literal translation", "直译"

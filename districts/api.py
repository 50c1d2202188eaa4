"""Districts and zones in the API."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.exceptions import NotFound

from districts.choices import EnglishNameStatus, ZoneKind
from districts.models import District, Zone, ZoneDistrict
from initiatives import catalogue, mentions
from initiatives.catalogue import Catalogue
from initiatives.filters import districts, words
from initiatives.versioned import versioned
from portal.web.addresses import api_list, api_object, page_below
from portal.web.api import schema
from portal.web.api.resources import Resource
from portal.web.strict import StrictFilterSet, WordsFilter


class DistrictMentionSerializer(schema.MentionSerializer):
    """A district, mentioned in another object.

    被提到的行政区。
    """

    slug = serializers.CharField(help_text="Its name in addresses of pages.")


class ZoneMentionSerializer(schema.MentionSerializer):
    """A zone, mentioned in another object.

    被提到的承载区。
    """


class PlaceSerializer(schema.ObjectSerializer):
    slug = serializers.CharField(help_text="Its name in addresses of pages. Permanent.")
    name = serializers.CharField(help_text="Chinese name.")
    name_en = serializers.CharField(help_text="English name.")
    position = serializers.IntegerField(help_text="Rank in the order of display.")
    summary = serializers.CharField(allow_blank=True, help_text="A sentence or two in Chinese; may be empty.")
    summary_en = serializers.CharField(allow_blank=True, help_text="The same in English; may be empty.")
    initiatives_url = serializers.URLField(help_text="The list of its initiatives, of all years.")
    sections_url = serializers.URLField(help_text="The list of the sections about it, of all years.")


class TileSerializer(serializers.Serializer):
    """Cell of the schematic map, counted from 1.

    示意图上的位置。
    """

    row = serializers.IntegerField(help_text="From the top.")
    col = serializers.IntegerField(help_text="From the left.")


class DistrictSerializer(PlaceSerializer):
    """An administrative district. Its `id` is the division code of GB/T 2260.

    行政区。id 是 GB/T 2260 区划代码。
    """

    pinyin = serializers.CharField(allow_blank=True, help_text="Pinyin with tones; may be empty.")
    tile = TileSerializer(allow_null=True, help_text="Place on the schematic map; null if it is not drawn.")
    zones = ZoneMentionSerializer(many=True, help_text="Zones that lie in it, wholly or with a part.")


class ZoneSerializer(PlaceSerializer):
    """A zone, park, corridor or similar area named in a report. Its `id` is its slug.

    承载区：园区、走廊、科学城等。id 即网址名。
    """

    kind = serializers.ChoiceField(ZoneKind.choices, help_text="What sort of area it is.")
    name_en_status = serializers.ChoiceField(
        EnglishNameStatus.choices, help_text="How far the English name can be relied on."
    )
    districts = DistrictMentionSerializer(many=True, help_text="Districts it mainly lies in.")
    partial_districts = DistrictMentionSerializer(many=True, help_text="Districts a part of it lies in.")


def place(row: District | Zone, *, resource: str, key: str, pages: str) -> dict[str, Any]:
    """Return what districts and zones have in common. ``key`` is the id."""
    asked = resource.removesuffix("s")
    return {
        "id": key,
        "url": api_object(resource, key),
        "html_url": page_below(pages, row.slug),
        "slug": row.slug,
        "name": row.name,
        "name_en": row.name_en,
        "position": row.position,
        "summary": row.summary,
        "summary_en": row.summary_en,
        "initiatives_url": f"{api_list('initiatives')}?{asked}={row.slug}",
        "sections_url": f"{api_list('sections')}?{asked}={row.slug}",
    }


@lru_cache(maxsize=2)
def zones_by_district(places: Catalogue) -> Mapping[str, Sequence[dict[str, Any]]]:
    """Return district code → the zones that lie in it, wholly or with a part, as they are mentioned."""
    found = defaultdict(list)
    for zone in places.zones:
        for district in (*places.main_districts[zone.slug], *places.partial_districts[zone.slug]):
            found[district.code].append(mentions.zone(zone))
    return found


@schema.documented(
    DistrictSerializer,
    all_of=("All districts, in the order of display.", "全部行政区"),
    one_of=("One district.", "一个行政区"),
    path=[schema.key("id", "string", "Division code, or slug.", "区划代码或网址名。")],
)
class DistrictResource(Resource):
    resource, ordering = "districts", "position"
    queryset = District.objects.order_by()

    def find(self, id: str) -> District:
        found = districts().get(id)
        if found is None:
            raise NotFound(f"There is no district “{id[:60]}”.")
        return found

    def objects(self, rows: Sequence[District]) -> list[str]:
        zones = zones_by_district(catalogue.current())
        return versioned(rows, [self.document(row, zones.get(row.code, [])) for row in rows])

    def document(self, row: District, zones: Sequence[dict[str, Any]]) -> dict[str, Any]:
        tile = {"row": row.tile_row, "col": row.tile_col} if row.tile_row else None
        return place(row, resource="districts", key=row.code, pages="districts:list") | {
            "pinyin": row.pinyin,
            "tile": tile,
            "zones": zones,
        }


class ZoneFilter(StrictFilterSet):
    kind = WordsFilter(field_name="kind", lookup_expr="in", vocabulary=words(ZoneKind))
    district = WordsFilter(method="in_districts", vocabulary=districts)

    def in_districts(self, rows: QuerySet, name: str, places: list[District]) -> QuerySet:
        return rows.filter(pk__in=ZoneDistrict.objects.filter(district__in=places).values("zone"))


@schema.documented(
    ZoneSerializer,
    all_of=("Zones, in the order of display.", "承载区列表"),
    one_of=("One zone.", "一个承载区"),
    path=[schema.key("id", "string", "Slug of the zone.", "承载区的网址名。")],
    filters=[
        schema.words("kind", "Only zones of these kinds.", "类别，可多选。", choices=ZoneKind.values),
        schema.words(
            "district",
            "Only zones that lie in these districts (code or slug), wholly or with a part.",
            "所在区，区划代码或网址名，可多选。",
        ),
    ],
)
class ZoneResource(Resource):
    resource, ordering, filterset_class = "zones", "position", ZoneFilter
    queryset = Zone.objects.order_by()

    def find(self, id: str) -> Zone:
        found = catalogue.current().zone_by_slug.get(id)
        if found is None:
            raise NotFound(f"There is no zone “{id[:60]}”.")
        return found

    def objects(self, rows: Sequence[Zone]) -> list[str]:
        return versioned(rows, [self.document(row, catalogue.current()) for row in rows])

    def document(self, row: Zone, places: Catalogue) -> dict[str, Any]:
        return place(row, resource="zones", key=row.slug, pages="districts:zone-list") | {
            "kind": row.kind,
            "name_en_status": row.name_en_status,
            "districts": [mentions.district(d) for d in places.main_districts.get(row.slug, ())],
            "partial_districts": [mentions.district(d) for d in places.partial_districts.get(row.slug, ())],
        }

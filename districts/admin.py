"""Places in the admin. An edit shows to the public at once; what the record says of a place is not here."""

from django.contrib import admin

from districts.models import District, PlaceName, Zone, ZoneDistrict
from portal.web.strict_admin import PermanentFields, StrictHistoryAdmin, StrictInline


class NameInline(StrictInline):
    model = PlaceName
    fields = ["text", "is_decoy"]


class MembershipInline(StrictInline):
    model = ZoneDistrict
    autocomplete_fields = ["district"]


@admin.register(District)
class DistrictAdmin(PermanentFields, StrictHistoryAdmin):
    list_display = ["name", "name_en", "code", "slug", "position", "tile"]
    search_fields = ["name", "name_en", "code", "slug", "pinyin", "names__text"]
    permanent_fields = ("code", "slug")
    kept_by = {"section_links": "章节", "initiative_links": "举措", "memberships": "承载区"}
    inlines = [NameInline]
    fieldsets = [
        (None, {"fields": ["code", "slug", "name", "name_en", "pinyin", "position"]}),
        ("简介", {"fields": ["summary", "summary_en"]}),
        ("首页示意图", {"fields": ["tile_row", "tile_col"]}),
    ]

    @admin.display(description="示意图位置")
    def tile(self, district: District) -> str:
        return f"{district.tile_row} 行 {district.tile_col} 列" if district.tile_row else "不画"

    def view_on_site(self, district: District) -> str:
        return district.get_absolute_url()


@admin.register(Zone)
class ZoneAdmin(PermanentFields, StrictHistoryAdmin):
    list_display = ["name", "name_en", "kind", "lies_in", "position"]
    list_filter = ["kind", "name_en_status", "districts"]
    search_fields = ["name", "name_en", "slug", "names__text"]
    permanent_fields = ("slug",)
    kept_by = {"section_links": "章节", "initiative_links": "举措"}
    inlines = [MembershipInline, NameInline]
    fieldsets = [
        (None, {"fields": ["slug", "name", "name_en", "name_en_status", "kind", "position"]}),
        ("简介", {"fields": ["summary", "summary_en"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("memberships__district")

    @admin.display(description="所在区")
    def lies_in(self, zone: Zone) -> str:
        return "、".join(
            f"{m.district}（一部分）" if m.is_partial else m.district.name for m in zone.memberships.all()
        )

    def view_on_site(self, zone: Zone) -> str:
        return zone.get_absolute_url()


@admin.register(PlaceName)
class PlaceNameAdmin(StrictHistoryAdmin):
    list_display = ["text", "is_decoy", "district", "zone"]
    list_filter = ["is_decoy", ("district", admin.RelatedOnlyFieldListFilter), "zone__kind"]
    list_select_related = ["district", "zone"]
    search_fields = ["text", "district__name", "zone__name"]
    autocomplete_fields = ["district", "zone"]
    fields = ["text", "is_decoy", "district", "zone"]

"""Themes and reports, to edit; the record, to read. What is published changes only through ``editorial``."""

from collections.abc import Iterable

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from initiatives import catalogue
from initiatives.models import Change, Initiative, Passage, Quantity, Report, Section, Theme
from initiatives.search.index import matching
from portal.web.strict_admin import PermanentFields, StrictAdmin, StrictHistoryAdmin

UNSHOWN = ("composed", "tokens")
"""Large columns that no page of the admin shows."""

EVIDENCE = {"heading": "小标题", "name": "名称", "landmark": "地标"}


@admin.register(Theme)
class ThemeAdmin(PermanentFields, StrictHistoryAdmin):
    list_display = ["name", "name_en", "slug", "position", "description"]
    search_fields = ["name", "name_en", "slug", "description"]
    permanent_fields = ("slug",)
    kept_by = {"initiative_links": "举措"}
    fields = ["slug", "name", "name_en", "position", "description", "description_en"]

    def view_on_site(self, theme: Theme) -> str:
        return theme.get_absolute_url()


@admin.register(Report)
class ReportAdmin(PermanentFields, StrictHistoryAdmin):
    list_display = ["year", "title", "chapter_number", "chapter_title", "published_on"]
    list_filter = ["published_on"]
    search_fields = ["year", "title", "title_en", "chapter_title", "chapter_title_en"]
    permanent_fields = ("year",)
    kept_by = {"sections": "章节", "passages": "原文片段"}
    fieldsets = [
        (None, {"fields": ["year", "title", "title_en", "published_on"]}),
        ("章节", {"fields": ["chapter_number", "chapter_title", "chapter_title_en", "lead", "lead_en"]}),
    ]

    def view_on_site(self, report: Report) -> str:
        return report.get_absolute_url()


class YearFilter(admin.SimpleListFilter):
    title, parameter_name = "年份", "year"
    field = "year"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [(str(year), str(year)) for year in reversed(catalogue.current().years)]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() is None:
            return queryset
        if self.value() not in dict(self.lookup_choices):
            raise IncorrectLookupParameters
        return queryset.filter(**{self.field: int(self.value())})


class QuantityYearFilter(YearFilter):
    field = "initiative__year"


class StandingFilter(admin.SimpleListFilter):
    """Current versions, past ones, or those whose day has not come."""

    title, parameter_name = "是否现行", "standing"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("current", "现行"), ("past", "已被替换或撤回"), ("coming", "尚未公开")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        now = timezone.now()
        match self.value():
            case None:
                return queryset
            case "current":
                return queryset.current(now)
            case "past":
                return queryset.filter(visible_until__lte=now)
            case "coming":
                return queryset.filter(visible_from__gt=now)
        raise IncorrectLookupParameters


class ReadOnly:
    """The record is written by publishing alone; the database refuses anything else as well."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class RecordAdmin(ReadOnly, StrictAdmin):
    show_full_result_count = False
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        columns = {field.name for field in self.model._meta.concrete_fields}
        return super().get_queryset(request).defer(*columns.intersection(UNSHOWN))

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        # Every row names its places; rendered here, they all read one catalogue.
        with catalogue.held():
            response = super().changelist_view(request, extra_context)
            return response.render() if isinstance(response, TemplateResponse) else response

    @admin.display(description="公开页面")
    def public_page(self, row: Model) -> SafeString:
        return format_html('<a href="{}">查看</a>', self.view_on_site(row))


class SearchedAdmin(RecordAdmin):
    """Searched as the public search does, by the index and not by reading every row."""

    search_help_text = "与公众检索规则相同；多个词用空格隔开。"

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        return (matching(queryset, search_term) if search_term.strip() else queryset), False

    @admin.display(description="版本状态")
    def standing(self, row: Section | Initiative) -> str:
        now = timezone.now()
        if row.visible_from > now:
            return "尚未公开"
        return "现行" if row.visible_until is None or row.visible_until > now else "已被替换或撤回"

    @admin.display(description="地区")
    def places(self, row: Section | Initiative) -> str:
        known = catalogue.current()
        districts = names(known.district_by_code, row.district_codes)
        return "、".join([*districts, *names(known.zone_by_slug, row.zone_slugs)])

    def view_on_site(self, row: Section | Initiative) -> str:
        return row.get_absolute_url()


def names(rows: dict[str, Model], keys: str) -> Iterable[str]:
    """Return the names of reference rows by their comma-joined keys; of a key without a row, the key."""
    return (rows[key].name if key in rows else key for key in keys.split(",") if key)


class Amount:
    @admin.display(description="数值")
    def amount(self, quantity: Quantity) -> str:
        ends = [quantity.value] if quantity.value_to is None else [quantity.value, quantity.value_to]
        return "–".join(f"{end.normalize():f}" for end in ends)


class QuantityInline(ReadOnly, Amount, admin.TabularInline):
    model = Quantity
    fields = readonly_fields = ["text", "amount", "unit", "is_approximate", "qualifier"]


class InitiativeInline(ReadOnly, admin.TabularInline):
    model = Initiative
    fields = ["uid", "title", "kind", "status", "month", "is_counted"]
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).defer(*UNSHOWN).order_by("position")


@admin.register(Section)
class SectionAdmin(SearchedAdmin):
    list_display = ["heading", "year", "places", "number", "standing", "visible_from", "public_page"]
    list_filter = [YearFilter, StandingFilter, "place_basis", "districts"]
    search_fields = ["tokens"]
    date_hierarchy = "visible_from"
    inlines = [InitiativeInline]
    fieldsets = [
        (None, {"fields": ["year", "slug", "heading", "heading_en", "is_heading_printed", "places"]}),
        (
            "版本",
            {"fields": ["number", "standing", "visible_from", "visible_until", "recorded_at", "digest"]},
        ),
        ("文字", {"fields": ["headline", "headline_en", "summary_en", "body"]}),
        ("依据", {"fields": ["place_basis", "evidence_in_words", "source", "source_sha256"]}),
    ]

    @admin.display(description="依据")
    def evidence_in_words(self, section: Section) -> SafeString:
        found = ((one["text"], EVIDENCE.get(one["kind"], one["kind"])) for one in section.evidence)
        return format_html_join("；", "“{}”（{}）", found) or "无"

    @admin.display(description="原文位置")
    def source(self, section: Section) -> str:
        return f"第 {section.source_start + 1}–{section.source_end} 字"


@admin.register(Initiative)
class InitiativeAdmin(SearchedAdmin):
    list_display = ["title", "uid", "kind", "status", "places", "standing", "public_page"]
    list_filter = [YearFilter, StandingFilter, "kind", "is_counted", "status", "themes", "districts"]
    search_fields = ["uid", "tokens"]
    inlines = [QuantityInline]
    fieldsets = [
        (None, {"fields": ["uid", "title", "title_en", "kind", "is_counted", "status", "year", "month"]}),
        ("原文", {"fields": ["section", "position", "clause", "anchor"]}),
        ("所属", {"fields": ["places", "theme_names", "organisation_names"]}),
        ("版本", {"fields": ["standing", "visible_from", "visible_until"]}),
    ]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        by_uid = queryset.filter(uid=search_term.strip())
        return (by_uid, False) if by_uid else super().get_search_results(request, queryset, search_term)

    @admin.display(description="原文")
    def clause(self, initiative: Initiative) -> SafeString:
        return format_html("…{}<mark>{}</mark>{}…", initiative.prefix, initiative.exact, initiative.suffix)

    @admin.display(description="在章节中的位置")
    def anchor(self, initiative: Initiative) -> str:
        return f"第 {initiative.start + 1}–{initiative.end} 字"

    @admin.display(description="主题")
    def theme_names(self, initiative: Initiative) -> str:
        return "、".join(names(catalogue.current().theme_by_slug, initiative.theme_slugs))

    @admin.display(description="机构")
    def organisation_names(self, initiative: Initiative) -> str:
        return "、".join(initiative.organisations) or "无"


@admin.register(Quantity)
class QuantityAdmin(Amount, RecordAdmin):
    list_display = ["text", "amount", "unit", "qualifier", "initiative", "public_page"]
    list_filter = [QuantityYearFilter, "is_approximate", "qualifier"]
    search_fields = ["text", "unit", "initiative__uid"]
    fields = ["text", "amount", "unit", "is_approximate", "qualifier", "initiative", "start", "end"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        unread = (f"initiative__{column}" for column in UNSHOWN)
        return super().get_queryset(request).select_related("initiative").defer(*unread)

    def view_on_site(self, quantity: Quantity) -> str:
        return quantity.initiative.get_absolute_url()


@admin.register(Passage)
class PassageAdmin(RecordAdmin):
    list_display = ["position", "report", "kind", "beginning", "section_slug", "visible_from", "public_page"]
    list_filter = ["report", StandingFilter, "kind"]
    list_select_related = ["report"]
    search_fields = ["text", "text_en", "section_slug"]
    date_hierarchy = "visible_from"
    fields = [
        "report", "position", "kind", "text", "text_en", "section_slug", "start", "end", "source_sha256",
        "visible_from", "visible_until",
    ]  # fmt: skip

    @admin.display(description="文字")
    def beginning(self, passage: Passage) -> str:
        return passage.text.strip()[:40] or "（空行）"

    def view_on_site(self, passage: Passage) -> str:
        return passage.report.get_absolute_url()


@admin.register(Change)
class ChangeAdmin(RecordAdmin):
    list_display = ["serial", "verb", "key", "version", "at", "note"]
    list_filter = ["verb"]
    search_fields = ["key", "note"]
    date_hierarchy = "at"
    fields = ["serial", "verb", "key", "version", "digest", "note", "at"]

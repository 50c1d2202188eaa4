"""Reports, sections, initiatives and themes in the API.

Sections and initiatives are the JSON composed at publish, with addresses put before it and the places and
themes as they are named today behind it.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import F, Value
from rest_framework.exceptions import NotFound

from initiatives import catalogue
from initiatives.api.shapes import InitiativeSerializer, ReportSerializer, SectionSerializer, ThemeSerializer
from initiatives.choices import InitiativeKind, PlaceBasis, Qualifier, Status
from initiatives.filters import COUNTED, MAX_QUERY, InitiativeFilter, SectionFilter
from initiatives.mentions import Mentions, mentions
from initiatives.models import YEARS, Initiative, Report, Section, Theme
from initiatives.rows import LAST_YEAR
from initiatives.versioned import versioned
from portal.web.addresses import api_list, api_object, below, page_below, page_list
from portal.web.api import schema
from portal.web.api.resources import PAGING, Resource
from portal.web.json_text import string
from portal.web.strict import WordField

LINKS = ("district_codes", "zone_slugs", "theme_slugs")
ORDERINGS = {"newest": "newest_first", "oldest": "oldest_first", "place": "by_place"}

WHERE_AND_WHEN = [
    schema.text(
        "q",
        MAX_QUERY,
        "Words of the text, names of its places or organisations, in Chinese or English. All must occur.",
        "检索词，中文英文均可，多个词须同时出现。",
    ),
    schema.numbers("year", *YEARS, "Years reported on.", "年份，可多选。"),
    schema.number("year__gte", *YEARS, "From this year on.", "起始年份。"),
    schema.number("year__lte", *YEARS, "Up to this year.", "截止年份。"),
]


@schema.documented(
    ReportSerializer,
    all_of=("Yearly reports, newest first.", "年度报告列表"),
    one_of=("One yearly report.", "一个年度的报告"),
    path=[schema.key("id", "integer", "The year reported on.", "年份。")],
)
class ReportResource(Resource):
    resource, ordering, tie = "reports", "newest_first", "year"
    queryset = Report.objects.annotate(newest_first=Value(LAST_YEAR) - F("year")).order_by()

    def find(self, id: int) -> Report:
        for report in catalogue.current().reports:
            if report.year == id:
                return report
        raise NotFound(f"There is no report on {id}.")

    def objects(self, rows: Sequence[Report]) -> list[str]:
        counts = {report.year: report.section_count for report in catalogue.current().reports}
        return versioned(rows, [self.document(row, counts.get(row.year, 0)) for row in rows])

    def document(self, row: Report, section_count: int) -> dict[str, Any]:
        return {
            "id": str(row.year),
            "url": api_object("reports", row.year),
            "html_url": page_below("initiatives:report-list", row.year),
            "year": row.year,
            "title": row.title,
            "title_en": row.title_en,
            "chapter_number": row.chapter_number,
            "chapter_title": row.chapter_title,
            "chapter_title_en": row.chapter_title_en,
            "lead": row.lead,
            "lead_en": row.lead_en,
            "published_on": row.published_on.isoformat() if row.published_on else None,
            "section_count": section_count,
            "sections_url": f"{api_list('sections')}?year={row.year}",
            "initiatives_url": f"{api_list('initiatives')}?year={row.year}",
        }


@schema.documented(
    ThemeSerializer,
    all_of=("Themes, in the order of display.", "主题列表"),
    one_of=("One theme.", "一个主题"),
    path=[schema.key("id", "string", "Slug of the theme.", "主题的网址名。")],
)
class ThemeResource(Resource):
    resource, ordering = "themes", "position"
    queryset = Theme.objects.order_by()

    def find(self, id: str) -> Theme:
        found = catalogue.current().theme_by_slug.get(id)
        if found is None:
            raise NotFound(f"There is no theme “{id[:60]}”.")
        return found

    def objects(self, rows: Sequence[Theme]) -> list[str]:
        return versioned(rows, [self.document(row) for row in rows])

    def document(self, row: Theme) -> dict[str, Any]:
        return {
            "id": row.slug,
            "url": api_object("themes", row.slug),
            "html_url": page_below("initiatives:theme-list", row.slug),
            "slug": row.slug,
            "name": row.name,
            "name_en": row.name_en,
            "position": row.position,
            "description": row.description,
            "description_en": row.description_en,
            "initiatives_url": f"{api_list('initiatives')}?theme={row.slug}",
        }


class RecordResource(Resource):
    """Rows that were composed at publish. ``pages`` is the list page that their own pages are below."""

    pages: str

    def objects(self, rows: Sequence[Any]) -> list[str]:
        linked = mentions(catalogue.current())
        api, page = api_list(self.resource), page_list(self.pages)
        return [self.text(row, self.key(row), api, page, linked) for row in rows]

    def key(self, row: Any) -> str:
        raise NotImplementedError

    def text(self, row: Any, key: str, api: str, page: str, linked: Mentions) -> str:
        part = below(key)
        return (
            f'{{"id":{string(key)},"url":"{api}{part}","html_url":"{page}{part}",'
            f'"report":"{row.year}",{row.composed[1:-1]},'
            f"{linked.members(row.district_codes, row.zone_slugs, row.theme_slugs)}}}"
        )


@schema.documented(
    SectionSerializer,
    all_of=("Sections, newest report first, then as printed.", "章节列表"),
    one_of=("One section as it stands now.", "一个章节"),
    path=[
        schema.key("year", "integer", "The year reported on.", "年份。"),
        schema.key("slug", "string", "The section's name within the year.", "章节的网址名。"),
    ],
    filters=[
        *WHERE_AND_WHEN,
        schema.words(
            "district",
            "Sections about these districts (code or slug), or about zones that mainly lie in them.",
            "行政区，区划代码或网址名，可多选；写区内承载区的章节也算。",
        ),
        schema.words("zone", "Sections about these zones.", "承载区，可多选。"),
        schema.words("basis", "How the place is known.", "地区依据。", choices=PlaceBasis.values),
    ],
)
class SectionResource(RecordResource):
    resource, ordering, filterset_class = "sections", "newest_first", SectionFilter
    pages = "initiatives:report-list"

    def get_queryset(self):
        return Section.objects.current().values_list(
            "newest_first", "slug", "year", "composed", *LINKS, named=True
        )

    def find(self, year: int, slug: str) -> Any:
        found = self.get_queryset().filter(year=year, slug=slug).first()
        if found is None:
            raise NotFound(f"There is no section “{slug[:60]}” in the report on {year}.")
        return found

    def key(self, row: Any) -> str:
        return f"{row.year}/{row.slug}"


@schema.documented(
    InitiativeSerializer,
    all_of=("Initiatives and statements, newest report first.", "举措列表"),
    one_of=("One initiative as it stands now.", "一条举措"),
    path=[schema.key("id", "string", "Its `uid`, such as 2023-xuhui-03.", "举措编号。")],
    filters=[
        *WHERE_AND_WHEN,
        schema.numbers("month", 1, 12, "Months the text names.", "月份，可多选。"),
        schema.words(
            "district", "Districts it counts for: code or slug.", "行政区，区划代码或网址名，可多选。"
        ),
        schema.words("zone", "Zones it names.", "承载区，可多选。"),
        schema.words("theme", "Its themes.", "主题，可多选。"),
        schema.words("kind", "Its kind.", "类型，可多选。", choices=InitiativeKind.values),
        schema.words("status", "How far it has come.", "状态，可多选。", choices=Status.values),
        schema.words(
            "qualifier", "Initiatives with such a figure.", "含有哪种数量，可多选。", choices=Qualifier.values
        ),
        schema.word(
            "counted",
            COUNTED,
            "`true` leaves statements out, as the pages do; `false` gives only them; default is `all`.",
            "true 不含表述（与网页一致），false 只要表述，默认全部。",
        ),
        schema.word("ordering", ORDERINGS, "Order of the list; `newest` by default.", "排序，默认 newest。"),
    ],
)
class InitiativeResource(RecordResource):
    resource, ordering, tie = "initiatives", "newest_first", "uid"
    filterset_class = InitiativeFilter
    paging: ClassVar = PAGING | {"ordering": WordField(required=False, vocabulary=lambda: ORDERINGS)}
    pages = "initiatives:list"

    def get_queryset(self):
        columns = (*ORDERINGS.values(), "uid", "year", "composed", *LINKS)
        return Initiative.objects.current().values_list(*columns, named=True)

    def find(self, id: str) -> Any:
        found = self.get_queryset().filter(uid=id).first()
        if found is None:
            raise NotFound(f"There is no initiative “{id[:60]}”.")
        return found

    def key(self, row: Any) -> str:
        return row.uid

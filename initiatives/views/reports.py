"""Reports: the shelf, and the reading view by place or as printed."""

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from initiatives import catalogue, linked_data, narrative, printed, summaries, years
from initiatives.catalogue import Catalogue
from initiatives.models import Report, Section
from initiatives.views.parameters import read
from portal.web.language import pick
from portal.web.strict import NumberField, WordField, refuse_unknown

LAST_PAGE = 1_000


def report_list(request: HttpRequest) -> HttpResponse:
    refuse_unknown(request.GET, ())
    places = catalogue.current()
    numbers = years.numbers(places)
    crumbs = [linked_data.crumb("报告", "Reports")]
    reports = [linked_data.report(report) for report in places.reports]
    context = {
        "covers": [summaries.cover(report, places, numbers) for report in places.reports],
        "crumbs": crumbs,
        "jsonld": linked_data.graph(linked_data.breadcrumbs(crumbs), *reports),
        "api_url": linked_data.api_url("reports"),
    }
    return render(request, "initiatives/report_list.html", context)


def report_detail(request: HttpRequest, year: int) -> HttpResponse:
    asked = read(
        request.GET,
        view=WordField(vocabulary=lambda: {"printed": "printed"}),
        page=NumberField(low=1, high=LAST_PAGE),
    )
    places = catalogue.current()
    report = report_of(year, places)
    number = asked["page"] or 1
    context = frame(report, view=asked["view"], page=number)
    if asked["view"]:
        context |= printed.reading(report, page=number)
        context |= turns(report, number, has_more=context["has_more"], query="view=printed&")
        return render(request, "initiatives/report_printed.html", context)
    return render(request, "initiatives/report_detail.html", context | by_place(report, number))


def report_of(year: int, places: Catalogue) -> Report:
    found = next((report for report in places.reports if report.year == year), None)
    if found is None:
        raise Http404
    return found


def frame(report: Report, *, view: str | None, page: int) -> dict:
    """Return what both readings have in common: where the page is, and the way to the other reading."""
    url = report.get_absolute_url()
    crumbs = [
        linked_data.crumb("报告", "Reports", reverse("initiatives:report-list")),
        linked_data.crumb(
            f"{report.year} 年 {report.chapter_number} 节", f"{report.year}, section {report.chapter_number}"
        ),
    ]
    query = [*(["view=printed"] if view else []), *([f"page={page}"] if page > 1 else [])]
    return {
        "report": report,
        "crumbs": crumbs,
        "canonical_query": "&".join(query),
        "api_url": linked_data.api_url("reports", report.year),
        "jsonld": linked_data.graph(linked_data.breadcrumbs(crumbs), linked_data.report(report)),
        "readings": [
            {"name": "按地区", "name_en": "By place", "url": url, "current": not view},
            {"name": "按原文", "name_en": "As printed", "url": f"{url}?view=printed", "current": bool(view)},
        ],
    }


def by_place(report: Report, number: int) -> dict:
    """Return one page of a report's sections. Pages are stretches of positions, so they do not shift."""
    size = narrative.SECTIONS_A_PAGE
    rows = Section.objects.current().filter(report=report)
    last = rows.aggregate(last=Max("position"))["last"] or 0
    first = (number - 1) * size
    if number > 1 and first >= last:
        raise Http404
    here = rows.filter(position__gt=first, position__lte=first + size).order_by("position", "id")
    told = narrative.sections(here)
    is_whole = number == 1 and last <= size
    return {
        "sections": told,
        "characters": sum(len(section.body) for section in told) if is_whole else None,
        "initiatives": sum(len(section.counted) for section in told) if is_whole else None,
        "supplied": [section for section in told if not section.is_heading_printed],
        **turns(report, number, has_more=first + size < last),
    }


def turns(report: Report, number: int, *, has_more: bool, query: str = "") -> dict:
    """Return the addresses of the pages before and after, where a report has several."""
    url = report.get_absolute_url()

    def page(n: int) -> str:
        return f"{url}?{query}page={n}" if n > 1 else url + (f"?{query}".rstrip("&") if query else "")

    return {
        "previous_url": page(number - 1) if number > 1 else "",
        "next_url": page(number + 1) if has_more else "",
        "page_text": pick(f"第 {number} 页", f"Page {number}") if number > 1 or has_more else "",
    }

"""Pages about the site itself: what data there is, where it comes from, how programs read it."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from initiatives import catalogue, counts, linked_data, years
from initiatives.linked_data import crumb
from initiatives.urls import page
from portal import api_manual
from portal.web.addresses import absolute, api_list
from portal.web.language import lang_tag, pick
from portal.web.strict import refuse_unknown

Rows = list[dict[str, Any]]


@page
def data(request: HttpRequest) -> HttpResponse:
    """What is collected, in numbers, and where to get it."""
    refuse_unknown(request.GET, [])
    known = catalogue.current()
    collected = years_in_numbers(known)
    context = {
        **frame(crumb("数据", "Data"), about=[dataset(known)]),
        "years": collected,
        "kinds": kinds_of_data(known, collected),
        "coverage": known.reports,
        "is_demonstration": settings.IS_DEMONSTRATION,
        "api_url": api_list("initiatives"),
    }
    return render(request, "portal/data.html", context)


@page
def about(request: HttpRequest) -> HttpResponse:
    """Provenance, method, how to cite, accessibility, privacy."""
    refuse_unknown(request.GET, [])
    context = {
        **frame(crumb("关于本站", "About this site")),
        "coverage": catalogue.current().reports,
        "is_demonstration": settings.IS_DEMONSTRATION,
        "contact": settings.CONTACT,
    }
    return render(request, "portal/about.html", context)


@page
def api_docs(request: HttpRequest) -> HttpResponse:
    """The API's documentation, made from the same description that programs read."""
    refuse_unknown(request.GET, [])
    context = {
        **frame(crumb("数据", "Data", reverse("portal:data")), crumb("接口说明", "API documentation")),
        "question": api_manual.first_question(),
        "common": api_manual.common_parameters(),
        "resources": api_manual.resources(),
        "problems": api_manual.problems(),
        "coverage": catalogue.current().reports,
        "nav": "data",
    }
    return render(request, "portal/api_docs.html", context)


def frame(*crumbs: linked_data.Crumb, about: Iterable[dict[str, Any]] = ()) -> dict[str, Any]:
    """Return where the page stands, for readers and, with what it is about, for machines."""
    nodes = [linked_data.breadcrumbs(list(crumbs)), *about]
    return {"crumbs": crumbs, "jsonld": linked_data.graph(*nodes)}


def years_in_numbers(known: catalogue.Catalogue) -> Rows:
    """Return the reports, newest first, each with what it holds."""
    numbers, everything = years.numbers(known), counts.singles("year", counted=False)
    return [
        {
            "report": report,
            "initiatives": (n := numbers.year_total(report.year)),
            "statements": everything.get(str(report.year), 0) - n,
        }
        for report in known.reports
    ]


def kinds_of_data(known: catalogue.Catalogue, collected: Rows) -> Rows:
    """Return each kind of record with its number, its pages and its list in the API."""
    listed = [
        (
            "initiatives",
            "举措",
            "Initiatives",
            sum(year["initiatives"] for year in collected),
            "initiatives:list",
        ),
        (
            "sections",
            "章节",
            "Sections",
            sum(r.section_count for r in known.reports),
            "initiatives:report-list",
        ),
        ("reports", "年度报告", "Reports", len(known.reports), "initiatives:report-list"),
        ("districts", "行政区", "Districts", len(known.districts), "districts:list"),
        ("zones", "承载区", "Zones", len(known.zones), "districts:zone-list"),
        ("themes", "主题", "Themes", len(known.themes), "initiatives:theme-list"),
    ]
    return [
        {"name": zh, "name_en": en, "n": n, "url": reverse(page), "api_url": api_list(resource)}
        for resource, zh, en, n, page in listed
    ]


def dataset(known: catalogue.Catalogue) -> dict[str, Any]:
    """Return the data as schema.org describes a dataset. It names no licence as long as none is given."""
    return {
        "@type": "Dataset",
        "name": pick(settings.SITE_NAME, settings.SITE_NAME_EN),
        "description": pick(
            "年度科技创新报告的区域章节：原文、逐条举措及其所在的地区、承载区和主题。",
            "District chapters of the yearly science and innovation reports: the wording, and each initiative"
            " with its district, zones and themes.",
        ),
        "url": absolute(reverse("portal:data")),
        "inLanguage": lang_tag(),
        "isAccessibleForFree": True,
        "temporalCoverage": f"{known.years[0]}/{known.years[-1]}" if known.years else "",
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": "application/json", "contentUrl": api_list(resource)}
            for resource in ("initiatives", "sections", "reports", "districts", "zones", "themes")
        ],
    }

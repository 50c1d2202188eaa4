"""Themes: what each is about, and where and when it was taken up."""

from typing import Any

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from initiatives import catalogue, linked_data, summaries, years
from initiatives.catalogue import Catalogue
from initiatives.models import Initiative, Theme
from initiatives.years import Numbers
from portal.web.levels import level
from portal.web.strict import refuse_unknown

NEWEST = 20
COUNTED_NOW = 5_000


def theme_list(request: HttpRequest) -> HttpResponse:
    refuse_unknown(request.GET, ())
    places = catalogue.current()
    crumbs = [linked_data.crumb("主题", "Themes")]
    context = {
        "themes": with_counts(places, years.numbers(places)),
        "years": places.years,
        "crumbs": crumbs,
        "jsonld": linked_data.graph(linked_data.breadcrumbs(crumbs), *map(linked_data.theme, places.themes)),
        "api_url": linked_data.api_url("themes"),
    }
    return render(request, "initiatives/theme_list.html", context)


def theme_detail(request: HttpRequest, slug: str) -> HttpResponse:
    refuse_unknown(request.GET, ())
    places = catalogue.current()
    theme = places.theme_by_slug.get(slug)
    if theme is None:
        raise Http404
    crumbs = [
        linked_data.crumb("主题", "Themes", reverse("initiatives:theme-list")),
        linked_data.crumb(theme.name, theme.name_en),
    ]
    context = {
        "theme": theme,
        "matrix": matrix(theme, places, years.numbers(places)),
        "newest": newest(theme, places),
        "crumbs": crumbs,
        "jsonld": linked_data.graph(linked_data.breadcrumbs(crumbs), linked_data.theme(theme)),
        "api_url": linked_data.api_url("themes", theme.slug),
    }
    return render(request, "initiatives/theme_detail.html", context)


def with_counts(places: Catalogue, numbers: Numbers) -> list[dict[str, Any]]:
    """Return the themes with their initiatives year by year, and the highest count of all for the bars."""
    told = [
        {"theme": theme, "counts": [numbers.in_year("theme", year, theme.slug) for year in places.years]}
        for theme in places.themes
    ]
    most = max((n for each in told for n in each["counts"]), default=0)
    return [each | {"most": most, "total": sum(each["counts"])} for each in told]


def newest(theme: Theme, places: Catalogue) -> list[summaries.Record]:
    rows = Initiative.objects.current().counted().filter(theme_links__theme=theme)
    # The link repeats the sort key, so the theme's newest are read in order from one index.
    light = rows.order_by("theme_links__newest_first", "theme_links__id").only(*summaries.COLUMNS)
    return summaries.records(light[:NEWEST], places)


def matrix(theme: Theme, places: Catalogue, numbers: Numbers) -> dict[str, Any]:
    """Return the theme's initiatives by district, and by year where they are few enough to be counted now."""
    totals = [numbers.in_year("theme", year, theme.slug) for year in places.years]
    is_by_year = sum(totals) <= COUNTED_NOW
    counts = by_district_and_year(theme) if is_by_year else {}
    shown = places.years if is_by_year else []
    rows = [
        {
            "place": district,
            "cells": [cell(district.code, year, counts, numbers) for year in shown],
            "total": numbers.pairs["district", "theme"].get((district.code, theme.slug), 0),
        }
        for district in places.districts
    ]
    return {"years": shown, "rows": rows, "totals": totals if is_by_year else [], "total": sum(totals)}


def by_district_and_year(theme: Theme) -> dict[tuple[str, int], int]:
    rows = Initiative.objects.current().counted().filter(theme_links__theme=theme).order_by()
    grouped = rows.values_list("district_links__district__code", "year")
    grouped = grouped.annotate(n=Count("id", distinct=True))
    return {(code, year): n for code, year, n in grouped if code}


def cell(code: str, year: int, counts: dict[tuple[str, int], int], numbers: Numbers) -> dict[str, Any]:
    """Return a count with its step of the ramp. A district not listed in a year has none."""
    count = counts.get((code, year), 0) if year in numbers.listed[code] else None
    return {"year": year, "count": count, "level": level(count)}

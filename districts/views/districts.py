"""The list of districts, a district through the years, one of its years."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from districts import summaries
from districts.models import District
from districts.views.frames import MAX_SECTIONS, MAX_ZONES, Json, about_place, addresses, frame, one_of
from initiatives import catalogue, linked_data, narrative, places, years
from initiatives.catalogue import Catalogue
from initiatives.fragments import once_a_version
from initiatives.models import Section
from initiatives.summaries import record
from initiatives.urls import page
from initiatives.years import Numbers
from portal.web.strict import refuse_unknown

YEAR_SECTIONS = 24
"""Sections on the page of one year."""


def districts_crumb(url: str = "") -> linked_data.Crumb:
    return linked_data.crumb("地区", "Districts", url)


@page
def district_list(request: HttpRequest) -> HttpResponse:
    """All districts in report order: first sentence, counts by year, map of the newest year."""
    refuse_unknown(request.GET, ())
    known = catalogue.current()
    context = frame(districts_crumb(), api=linked_data.api_url("districts"))
    context["district_count"] = len(known.districts)
    context["content"] = once_a_version(
        "districts/_districts.html", known.version, context=lambda: districts_contents(known)
    )
    return render(request, "districts/district_list.html", context)


def districts_contents(known: Catalogue) -> Json:
    numbers = years.numbers(known)
    contents = {
        "rows": [district_line(district, numbers) for district in known.districts],
        "districts": known.districts,
        "matrix": summaries.matrix(known.districts, known.years, numbers.of_district),
    }
    if known.years:
        newest = known.years[-1]
        contents["map"] = summaries.tile_map(
            known.districts, newest, lambda d: numbers.of_district(d, newest)
        )
    return contents


def district_line(district: District, numbers: Numbers) -> Json:
    latest = numbers.latest.get(district.code)
    return {"district": district, "short": summaries.short_name(district), "latest": latest}


def district_frame(district: District, *below: linked_data.Crumb) -> Json:
    """Return the frame of a district's page, or of a page below it."""
    here = linked_data.crumb(district.name, district.name_en, district.get_absolute_url() if below else "")
    about = about_place(district, **{"@type": "AdministrativeArea", "identifier": district.code})
    crumbs = (districts_crumb(reverse("districts:list")), here, *below)
    return frame(*crumbs, api=linked_data.api_url("districts", district.slug), about=about)


@page
def district_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A district through the years, oldest first: what each report says of it, and tables over them all."""
    refuse_unknown(request.GET, ())
    known = catalogue.current()
    district = one_of(known.district_by_slug, slug)
    context = {**district_frame(district), "district": district}
    context["content"] = once_a_version(
        "districts/_district.html", known.version, slug, context=lambda: district_contents(district, known)
    )
    return render(request, "districts/district_detail.html", context)


def district_contents(district: District, known: Catalogue) -> Json:
    numbers = years.numbers(known)
    shown = known.years[-summaries.RULER_YEARS :]
    rows = Section.objects.current().about(district).filter(year__in=shown).in_reading_order()
    sections = narrative.sections(rows, limit=MAX_SECTIONS)
    return {
        **district_facts(district, known, numbers),
        **district_years(district, known, numbers, sections, shown),
        **district_themes(district, known, numbers, sections, shown),
        "is_cut": len(sections) == MAX_SECTIONS,
        **addresses("districts", district.slug, district=district.slug),
        "figures": places.figures(section__in=[section.pk for section in sections]),
    }


def district_facts(district: District, known: Catalogue, numbers: Numbers) -> Json:
    """Return the counts at the top of the page, the locator, and the districts before and after."""
    beside = summaries.neighbours(known.districts, district)
    return {
        "district": district,
        "map": summaries.grid(known.districts),
        "initiative_count": numbers.totals.get(("district", district.code), 0),
        "year_count": len(numbers.listed[district.code]),
        "zone_count": len(known.zones_in(district)),
        "neighbours": [d and {"district": d, "latest": numbers.latest.get(d.code)} for d in beside],
    }


def district_years(
    district: District, known: Catalogue, numbers: Numbers, sections: Sequence[Any], shown: Sequence[int]
) -> Json:
    """Return the years with their sections, those too long ago for this page, and the zones by year."""
    listed, own = numbers.listed[district.code], numbers.own[district.code]
    reports = [report for report in known.reports if report.year in shown]
    zones = known.zones_in(district)[:MAX_ZONES]
    return {
        "timeline": summaries.timeline(reports, sections, listed, own),
        "ruler": summaries.ruler(shown, lambda year: f"#y{year}"),
        "earlier": sorted(listed - set(shown)),
        "years": shown[-summaries.TABLE_YEARS :],
        "zones": summaries.zones_by_year(zones, shown[-summaries.TABLE_YEARS :], numbers.zone_years),
    }


def district_themes(
    district: District, known: Catalogue, numbers: Numbers, sections: Sequence[Any], shown: Sequence[int]
) -> Json:
    """Return the themes of a district, by year where the page shows all there is, and others' initiatives."""
    theme = places.shared_theme(district, known.themes, numbers)
    others = places.elsewhere(district, theme) if theme else []
    is_all = len(sections) < MAX_SECTIONS and not any(section.is_cut for section in sections)
    if is_all and not numbers.listed[district.code] - set(shown):
        columns = shown[-summaries.TABLE_YEARS :]
        rows = summaries.themes_by_year(sections, columns)
    else:
        counts = {t: numbers.pairs["district", "theme"].get((district.code, t.slug), 0) for t in known.themes}
        rows, columns = [{"theme": t, "counts": [n]} for t, n in counts.items() if n], []
    return {
        "themes": rows,
        "theme_years": columns,
        "shared_theme": theme,
        "elsewhere": [record(initiative, known) for initiative in others],
    }


@page
def district_year(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """One year of a district, with the years before and after it."""
    refuse_unknown(request.GET, ())
    known = catalogue.current()
    district = one_of(known.district_by_slug, slug)
    listed = sorted(years.numbers(known).listed[district.code])
    context = {"district": district, "year": year, "listed": listed, "years": known.years}
    if year not in listed:
        return render(request, "districts/district_year_missing.html", context, status=404)
    context |= district_frame(district, linked_data.crumb(f"{year} 年", str(year)))
    context["content"] = once_a_version(
        "districts/_district_year.html",
        known.version,
        slug,
        year,
        context=lambda: year_contents(district, year, listed, known),
    )
    return render(request, "districts/district_year.html", context)


def year_contents(district: District, year: int, listed: Sequence[int], known: Catalogue) -> Json:
    numbers = years.numbers(known)
    rows = Section.objects.current().about(district).in_year(year).in_reading_order()
    sections = narrative.sections(rows, limit=YEAR_SECTIONS)
    reports = [report for report in known.reports if report.year == year]
    at = listed.index(year)
    return {
        "district": district,
        "year": year,
        "before": listed[at - 1] if at else None,
        "after": listed[at + 1] if at + 1 < len(listed) else None,
        "map": summaries.grid(known.districts),
        "timeline": summaries.timeline(
            reports, sections, numbers.listed[district.code], numbers.own[district.code]
        ),
        "is_cut": len(sections) == YEAR_SECTIONS,
        **addresses("districts", district.slug, district=district.slug, year=year),
        "initiative_count": numbers.of_district(district.code, year),
        "figures": places.figures(section__in=[section.pk for section in sections]),
    }

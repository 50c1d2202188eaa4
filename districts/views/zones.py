"""The list of zones and a zone through the years."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from districts import summaries
from districts.choices import ZoneKind
from districts.models import Zone
from districts.names import differences, found_names
from districts.views.frames import MAX_SECTIONS, MAX_ZONES, Json, about_place, addresses, frame, one_of
from initiatives import catalogue, linked_data, narrative, places, years
from initiatives.catalogue import Catalogue
from initiatives.fragments import once_a_version
from initiatives.models import Initiative
from initiatives.summaries import record
from initiatives.urls import page
from initiatives.years import Numbers
from portal.web.strict import refuse_unknown


def zones_crumb(url: str = "") -> linked_data.Crumb:
    return linked_data.crumb("承载区", "Zones", url)


@page
def zone_list(request: HttpRequest) -> HttpResponse:
    """All zones by kind, with the districts they lie in and the years that name them."""
    refuse_unknown(request.GET, ())
    known = catalogue.current()
    context = frame(zones_crumb(), api=linked_data.api_url("zones"))
    context["zone_count"] = len(known.zones)
    context["content"] = once_a_version(
        "districts/_zones.html", known.version, context=lambda: zones_contents(known)
    )
    return render(request, "districts/zone_list.html", context)


def zones_contents(known: Catalogue) -> Json:
    numbers = years.numbers(known)
    groups = summaries.zones_by_kind(known.zones, lambda zone: zone_row(zone, known, numbers))
    return {"groups": groups, "zone_count": len(known.zones)}


def zone_row(zone: Zone, known: Catalogue, numbers: Numbers) -> Json:
    return {
        "zone": zone,
        "kind": ZoneKind(zone.kind),
        "districts": known.main_districts[zone.slug],
        "partly": known.partial_districts[zone.slug],
        "years": numbers.zone_years[zone.slug],
        "n": numbers.totals.get(("zone", zone.slug), 0),
    }


@page
def zone_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A zone through the years: the names it went by, and the sentences that name it."""
    refuse_unknown(request.GET, ())
    known = catalogue.current()
    zone = one_of(known.zone_by_slug, slug)
    crumbs = (zones_crumb(reverse("districts:zone-list")), linked_data.crumb(zone.name, zone.name_en))
    context = frame(*crumbs, api=linked_data.api_url("zones", slug), about=about_place(zone)) | {"zone": zone}
    context["content"] = once_a_version(
        "districts/_zone.html", known.version, slug, context=lambda: zone_contents(zone, known)
    )
    return render(request, "districts/zone_detail.html", context)


def zone_contents(zone: Zone, known: Catalogue) -> Json:
    numbers = years.numbers(known)
    named = places.naming(zone)
    sections = narrative.sections(places.sections_around(zone, named), limit=MAX_SECTIONS)
    timeline = zone_years(zone, named, sections, known) if named or sections else []
    return {
        **zone_row(zone, known, numbers),
        **zone_surroundings(zone, known, numbers),
        "timeline": timeline,
        "names": zone_names(zone, timeline, numbers),
        "ruler": summaries.ruler([entry["year"] for entry in timeline], lambda year: f"#y{year}"),
        "figures": places.figures(pk__in=[initiative.pk for initiative in named]),
        **addresses("zones", zone.slug, zone=zone.slug),
    }


def zone_years(
    zone: Zone, named: Sequence[Initiative], sections: Sequence[Any], known: Catalogue
) -> list[Json]:
    """Return the years of a zone: sections mostly about it in full, of others the sentences naming it."""
    of_section = defaultdict(list)
    for initiative in named:
        of_section[initiative.section_id].append(initiative)
    full = [s for s in sections if zone in s.zones or 2 * len(of_section[s.pk]) >= s.initiative_count]
    in_full = {section.pk for section in full}
    rows = [i for i in named if i.section_id not in in_full]
    found = frozenset({section.year for section in full} | {i.year for i in rows})
    shown = known.years[-summaries.RULER_YEARS :]
    reports = [report for report in known.reports if report.year in shown]
    timeline = summaries.timeline(reports, full, found, found)
    for entry in timeline:
        entry["rows"] = [record(i, known) for i in rows if i.year == entry["year"]]
    return timeline


def zone_names(zone: Zone, timeline: Sequence[Json], numbers: Numbers) -> list[Json]:
    """Return the names the zone goes by in each year's words, in pieces: (text, is unusual)."""
    known = [zone.name, *(name.text for name in zone.names.all() if not name.is_decoy)]
    found = []
    for entry in (each for each in timeline if each["is_listed"]):
        texts = [section.body for section in entry["sections"]] + [i.exact for i in entry["rows"]]
        pieces = [differences(name, zone.name) for name in found_names("\n".join(texts), known)]
        count = numbers.in_year("zone", entry["year"], zone.slug)
        found.append({"year": entry["year"], "names": pieces, "count": count})
    return found


def zone_surroundings(zone: Zone, known: Catalogue, numbers: Numbers) -> Json:
    """Return the locator and the other zones of the same districts."""
    mine = known.main_districts[zone.slug]
    others = {other.slug: other for district in mine for other in known.zones_in(district)}
    others.pop(zone.slug, None)
    return {
        "map": summaries.grid(known.districts),
        "here": [district.slug for district in mine],
        "others": [zone_row(other, known, numbers) for other in list(others.values())[:MAX_ZONES]],
    }

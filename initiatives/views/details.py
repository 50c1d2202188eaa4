"""One initiative: its clause where it stands, what is known of it, and its like elsewhere."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from initiatives import catalogue, citations, linked_data, narrative, spans, summaries
from initiatives.catalogue import Catalogue
from initiatives.models import Initiative, Section
from initiatives.summaries import Record
from initiatives.views.gone import withdrawn
from portal.web.strict import refuse_unknown

MAX_VERSIONS = 50
RELATED = 5


def initiative_detail(request: HttpRequest, uid: str) -> HttpResponse:
    refuse_unknown(request.GET, ())
    now = timezone.now()
    rows = Initiative.objects.filter(uid=uid, visible_from__lte=now).order_by("-visible_from", "-id")
    columns = ("section_id", "visible_from", "visible_until", *summaries.COLUMNS)
    versions = list(rows.only(*columns)[:MAX_VERSIONS])
    if not versions:
        raise Http404
    places = catalogue.current()
    record = summaries.record(versions[0], places)
    ended_at = versions[0].visible_until
    if ended_at is not None and ended_at <= now:
        return withdrawn(request, year=record.year, slug=record.section_slug, ended_at=ended_at)
    context = (
        about(record)
        | in_context(record, versions[0])
        | {
            "versions": [period(row, now) for row in versions] if len(versions) > 1 else [],
            "related": related(record, places),
        }
    )
    return render(request, "initiatives/initiative_detail.html", context)


def period(row: Initiative, now: datetime) -> dict[str, Any]:
    """Return when a version was public. An end that is only planned is not told."""
    is_over = row.visible_until is not None and row.visible_until <= now
    return {"visible_from": row.visible_from, "visible_until": row.visible_until if is_over else None}


def about(record: Record) -> dict[str, Any]:
    crumbs = [
        linked_data.crumb("举措", "Initiatives", reverse("initiatives:list")),
        linked_data.crumb(record.title, record.title_en),
    ]
    return {
        "record": record,
        "figures": summaries.figures(record.quantities),
        "crumbs": crumbs,
        "api_url": linked_data.api_url("initiatives", record.uid),
        "jsonld": linked_data.graph(linked_data.breadcrumbs(crumbs), linked_data.initiative(record)),
    }


def in_context(record: Record, row: Initiative) -> dict[str, Any]:
    """Return the section, the paragraph that holds the clause, and ways to cite the clause."""
    section = narrative.sections(Section.objects.filter(pk=row.section_id))[0]
    paragraph = next(p for p in section.paragraphs if p.start <= record.start < p.end)
    clause = next((note for note in section.notes if note.uid == record.uid), record)
    shown = section.shown[record.start : record.end]
    return {
        "section": section,
        "paragraph": paragraph,
        "tokens": spans.tokens(section.shown, [clause], paragraph.start, paragraph.end),
        "formats": citations.formats(section.source, shown),
    }


def related(record: Record, places: Catalogue) -> list[Record]:
    """Return recent initiatives of the same kind from other places, those that share most themes first."""
    rows = Initiative.objects.current().filter(kind=record.kind)
    rows = rows.exclude(section__slug=record.section_slug)
    light = rows.in_reading_order().only(*summaries.COLUMNS)
    found = summaries.records(light[: RELATED * 4], places)
    themes = {theme.slug for theme in record.themes}
    shared = sorted(found, key=lambda other: -len(themes & {theme.slug for theme in other.themes}))
    return shared[:RELATED]

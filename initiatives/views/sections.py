"""A section's own page: the current version, or a past one by ``?version=``."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Q, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from initiatives import linked_data, narrative
from initiatives.models import Change, Section
from initiatives.views.gone import withdrawn
from initiatives.views.parameters import read
from portal.web.strict import NumberField

MAX_VERSIONS = 50
LAST_VERSION = 1_000_000


class Version(NamedTuple):
    """A version that is or was public. An end that is only planned is nobody's business yet: it is None."""

    pk: int
    number: int
    visible_from: datetime
    visible_until: datetime | None


def section_detail(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    asked = read(request.GET, version=NumberField(low=1, high=LAST_VERSION))
    now = timezone.now()
    versions = versions_of(year, slug, now)
    if not versions:
        raise Http404
    chosen = versions[0] if asked["version"] is None else numbered(asked["version"], versions)
    readable = standing(versions)
    if chosen not in readable:
        return withdrawn(request, year=year, slug=slug, ended_at=chosen.visible_until)
    section = narrative.sections(Section.objects.filter(pk=chosen.pk))[0]
    is_past = chosen != readable[0]
    context = about(section) | {
        "is_past": is_past,
        "canonical_query": f"version={chosen.number}" if is_past else "",
        "versions": with_notes(readable, year, slug),
    }
    return render(request, "initiatives/section_detail.html", context)


def versions_of(year: int, slug: str, now: datetime) -> list[Version]:
    """Return the versions that are or were public, newest first."""
    rows = Section.objects.filter(report__year=year, slug=slug, visible_from__lte=now)
    columns = ("pk", "number", "visible_from", "visible_until")
    found = rows.order_by("-number").values_list(*columns)[:MAX_VERSIONS]
    return [Version(*row, until if until and until <= now else None) for *row, until in found]


def standing(versions: list[Version]) -> list[Version]:
    """Return the current version and those that led to it, each ended by the next one's beginning.

    What was withdrawn is not read any more, however it is asked for, and neither is anything before it.
    """
    end, kept = None, []
    for version in versions:
        if version.visible_until != end:
            break
        kept.append(version)
        end = version.visible_from
    return kept


def numbered(number: int, versions: list[Version]) -> Version:
    found = next((version for version in versions if version.number == number), None)
    if found is None:
        raise Http404
    return found


def with_notes(versions: list[Version], year: int, slug: str) -> list[dict]:
    """Return the versions with their correction notes. A first version has none, and costs no query."""
    if len(versions) < 2:
        return []
    changes = Change.objects.filter(key=f"section:{year}/{slug}").order_by("-serial")
    notes = dict(changes.exclude(verb="withdraw").values_list("version", "note")[:MAX_VERSIONS])
    return [version._asdict() | {"note": notes.get(version.number, "")} for version in versions]


def about(section: narrative.Section) -> dict:
    crumbs = [
        linked_data.crumb("报告", "Reports", reverse("initiatives:report-list")),
        linked_data.crumb(str(section.year), url=section.report.get_absolute_url()),
        linked_data.crumb(section.heading, section.heading_en),
    ]
    before, after = neighbours(section)
    return {
        "section": section,
        "before": before,
        "after": after,
        "crumbs": crumbs,
        "api_url": linked_data.api_url("sections", section.year, section.slug),
        "jsonld": linked_data.graph(linked_data.breadcrumbs(crumbs), linked_data.section(section)),
    }


def neighbours(section: narrative.Section) -> tuple[Section | None, Section | None]:
    """Return the sections printed before and after this one. One query."""
    rows = Section.objects.current().filter(report=section.report)
    position = section.position
    last_before = rows.filter(position__lt=position).order_by("-position").values("position")[:1]
    first_after = rows.filter(position__gt=position).order_by("position").values("position")[:1]
    nearest = Q(position=Subquery(last_before)) | Q(position=Subquery(first_after))
    found = list(rows.filter(nearest).only("year", "slug", "position", "heading", "heading_en", "headline"))
    before = next((row for row in found if row.position < position), None)
    return before, next((row for row in found if row.position > position), None)

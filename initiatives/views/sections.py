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
    pk: int
    number: int
    visible_from: datetime
    visible_until: datetime | None

    def is_current(self, now: datetime) -> bool:
        return self.visible_until is None or self.visible_until > now


def section_detail(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    asked = read(request.GET, version=NumberField(low=1, high=LAST_VERSION))
    now = timezone.now()
    versions = versions_of(year, slug, now)
    if not versions:
        raise Http404
    current = versions[0] if versions[0].is_current(now) else None
    chosen = current if asked["version"] is None else numbered(asked["version"], versions)
    if chosen is None:
        return withdrawn(request, year=year, slug=slug, ended_at=versions[0].visible_until)
    section = narrative.sections(Section.objects.filter(pk=chosen.pk))[0]
    context = about(section) | {
        "is_past": chosen != current,
        "current_url": section.url if current else "",
        "canonical_query": f"version={chosen.number}" if chosen != current else "",
        "versions": with_notes(versions, year, slug),
    }
    return render(request, "initiatives/section_detail.html", context)


def versions_of(year: int, slug: str, now: datetime) -> list[Version]:
    """Return the versions that are or were public, newest first."""
    rows = Section.objects.filter(report__year=year, slug=slug, visible_from__lte=now)
    columns = ("pk", "number", "visible_from", "visible_until")
    return [Version(*row) for row in rows.order_by("-number").values_list(*columns)[:MAX_VERSIONS]]


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

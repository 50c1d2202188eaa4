"""Pages of what was public once and is withdrawn."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from initiatives.models import Change, Section


def withdrawn(request: HttpRequest, *, year: int, slug: str, ended_at: datetime) -> HttpResponse:
    """Return the 410 page with the public note of the change that ended the section, or a part of it."""
    public = Section.objects.filter(report__year=year, slug=slug, visible_from__lte=timezone.now())
    # Notes on what is only planned are not public yet: a later version, or a later end.
    notes = Change.objects.filter(key=f"section:{year}/{slug}", version__in=public.values("number"))
    note = notes.filter(at__lte=ended_at).order_by("-serial").values_list("note", flat=True).first()
    return render(request, "410.html", {"reason": note, "withdrawn_at": ended_at}, status=410)

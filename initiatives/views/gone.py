"""Pages of what was public once and is withdrawn."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from initiatives.models import Change


def withdrawn(request: HttpRequest, *, year: int, slug: str, ended_at: datetime) -> HttpResponse:
    """Return the 410 page with the public note of the change that ended the section, or a part of it."""
    note = (
        Change.objects.filter(key=f"section:{year}/{slug}")
        .order_by("-serial")
        .values_list("note", flat=True)
        .first()
    )
    return render(request, "410.html", {"reason": note, "withdrawn_at": ended_at}, status=410)

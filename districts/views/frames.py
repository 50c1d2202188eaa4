"""What every page of places has: its crumbs, what it is to machines, and the same data in the API."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.http import Http404
from django.urls import reverse
from django.utils.http import urlencode

from districts.models import District, Zone
from initiatives import linked_data
from portal.web.language import pick

Json = dict[str, Any]
Row = TypeVar("Row")

MAX_SECTIONS = 8
"""Sections read in full on one page; what is beyond is linked."""
MAX_ZONES = 60
"""Zones in the table of a page about another place."""


def one_of(rows: Mapping[str, Row], slug: str) -> Row:
    """Return the row, or raise Http404."""
    if slug not in rows:
        raise Http404(slug)
    return rows[slug]


def frame(*crumbs: linked_data.Crumb, api: str, about: Json | None = None) -> Json:
    """Return what frames every page here. The last of the crumbs is the page itself."""
    nodes = [linked_data.breadcrumbs(list(crumbs)), *([about] if about else [])]
    return {"crumbs": crumbs, "jsonld": linked_data.graph(*nodes), "api_url": api}


def addresses(resource: str, slug: str, **query: object) -> Json:
    """Return where the same data is: the place in the API, its initiatives in the list and in the API."""
    asked = urlencode(query)
    return {
        "api_url": linked_data.api_url(resource, slug),
        "list_url": f"{reverse('initiatives:list')}?{asked}",
        "api_list": f"{linked_data.api_url('initiatives')}?{asked}",
    }


def about_place(place: District | Zone, **more: str) -> Json:
    """Return a place as JSON-LD has it, by its name in the page's language and in the other."""
    return {
        **linked_data.place(place),
        "alternateName": pick(place.name_en, place.name),
        "description": pick(place.summary, place.summary_en),
        **more,
    }

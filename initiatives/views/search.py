"""Search: places and themes by name first, then the reports' wording, then initiatives."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from districts.models import PlaceName
from initiatives import catalogue, linked_data, summaries, years
from initiatives.catalogue import Catalogue
from initiatives.filters import MAX_QUERY
from initiatives.models import Initiative, Section
from initiatives.search.highlight import hits, snippet
from initiatives.search.index import matching
from initiatives.search.tokens import fold
from initiatives.views.parameters import read
from portal.web.cursors import decode, keyset_page
from portal.web.strict import TextField
from portal.web.typography import full_width

SECTIONS = 20
INITIATIVES = 10
NAMES = 12
SUGGESTIONS = 6
MANY = 1_000
COLUMNS = ("id", "newest_first", "year", "slug", "heading", "heading_en", "body", "summary_en")


def search(request: HttpRequest) -> HttpResponse:
    asked = read(
        request.GET,
        q=TextField(max_length=MAX_QUERY, required=False),
        cursor=TextField(max_length=500, required=False),
    )
    decode(asked["cursor"], ("newest_first", "slug"))  # a bad one is refused even without words to search for
    places = catalogue.current()
    crumbs = [linked_data.crumb("搜索", "Search")]
    context = {
        "q": asked["q"],
        "crumbs": crumbs,
        "jsonld": linked_data.graph(linked_data.breadcrumbs(crumbs)),
        "suggestions": suggestions(places),
        "names": [],
    }
    if asked["q"]:
        context |= found(asked["q"], asked["cursor"], places)
    return render(request, "portal/search.html", context)


def found(text: str, cursor: str, places: Catalogue) -> dict[str, Any]:
    sections = matching(Section.objects.current(), text)
    initiatives = matching(Initiative.objects.current(), text)
    page = keyset_page(
        sections.only(*COLUMNS), ordering="newest_first", name="slug", size=SECTIONS, cursor=cursor
    )
    newest = initiatives.in_reading_order().only(*summaries.COLUMNS)[:INITIATIVES]
    return {
        "names": named(text, places),
        "hits": [hit(row, text) for row in page.rows],
        "next_cursor": page.next,
        "previous_cursor": page.previous,
        "section_count": bounded_count(sections),
        "rows": summaries.records(newest, places),
        "initiative_count": bounded_count(initiatives),
        "many": MANY,
    }


def bounded_count(rows: QuerySet) -> int:
    """Count up to MANY + 1 rows: a number that only has to say "many" must not cost a scan."""
    return rows.order_by().values("pk")[: MANY + 1].count()


def hit(row: Section, text: str) -> dict[str, Any]:
    """Return a section as a search result: the words around the match, in the language they are in."""
    in_body = hits(row.body, text)
    is_english = not in_body and bool(hits(row.summary_en, text))
    words = row.summary_en if is_english else full_width(row.body)
    return {"section": row, "pieces": snippet(words, text), "is_english": is_english, "n": len(in_body)}


def named(text: str, places: Catalogue) -> list[Any]:
    """Return places and themes whose name or alias holds the text, whole names first."""
    wanted = fold(text)
    rows = [*places.districts, *places.zones, *places.themes]
    found = [row for row in rows if wanted in fold(row.name) or wanted in fold(row.name_en)]
    aliases = PlaceName.objects.filter(is_decoy=False, text__icontains=text)
    for code, slug in aliases.values_list("district__code", "zone__slug")[:NAMES]:
        row = places.district_by_code.get(code) or places.zone_by_slug.get(slug)
        found += [row] if row and row not in found else []
    return sorted(found, key=lambda row: fold(row.name) != wanted)[:NAMES]


def suggestions(places: Catalogue) -> list[Any]:
    """Return the zones that initiatives name most often: words that lead somewhere."""
    totals = years.numbers(places).totals
    return sorted(places.zones, key=lambda zone: -totals.get(("zone", zone.slug), 0))[:SUGGESTIONS]

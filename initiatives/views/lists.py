"""The list of initiatives: facets, chips, order, keyset pages."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from initiatives import catalogue, facets, linked_data, summaries, years
from initiatives.catalogue import Catalogue
from initiatives.facets import Facet
from initiatives.filters import InitiativeFilter
from initiatives.models import Initiative
from initiatives.views.parameters import clean
from portal.web.cursors import keyset_page
from portal.web.language import pick
from portal.web.strict import TextField, WordField

PAGE = 30
LABELS = {
    "q": ("含“{}”", "with “{}”"),
    "year__gte": ("{} 年起", "from {}"),
    "year__lte": ("到 {} 年", "up to {}"),
    "qualifier": ("数字：{}", "numbers: {}"),
}
KEPT = ("sort", "qualifier", "year__gte", "year__lte")
"""Parameters that the form of filters passes on without showing them."""
DESCRIPTION = (
    "报告里写到的每一件具体的事。一行一条，都带原文。",
    "Every concrete doing the reports tell of, each with its words.",
)
SORTS = {
    "newest": ("newest_first", "新到旧", "Newest first"),
    "oldest": ("oldest_first", "旧到新", "Oldest first"),
    "place": ("by_place", "按地区", "By place"),
}


def initiative_list(request: HttpRequest) -> HttpResponse:
    everything = Initiative.objects.current()
    filters = InitiativeFilter(request.GET, everything, also=("sort", "cursor"))
    asked = clean(
        request.GET,
        sort=WordField(vocabulary=lambda: {name: name for name in SORTS}),
        cursor=TextField(max_length=500, required=False),
    )
    rows = everything if "counted" in filters.chosen else everything.counted()
    places = catalogue.current()
    context = found(filters, rows, places) | page(filters, rows, places, **asked)
    context |= frame(request.GET, filters)
    context["chips"] = chips(request.GET, filters, context["facets"])
    return render(request, "initiatives/initiative_list.html", context)


def found(filters: InitiativeFilter, rows: QuerySet, places: Catalogue) -> dict[str, Any]:
    counted = facets.count(filters, rows)
    return {
        "facets": facets.facets(filters, places, counted),
        "total": counted.total,
        "more_than": facets.COUNTED_NOW,
        "years_without_months": years_without_months(filters, places),
    }


def years_without_months(filters: InitiativeFilter, places: Catalogue) -> list[int]:
    """Return the years whose report names no month, where the list is filtered by month."""
    if "month" not in filters.chosen:
        return []
    named = {int(year) for year, _ in years.numbers(places).pairs["year", "month"]}
    asked = filters.chosen.get("year", places.years)
    return [year for year in places.years if year in asked and year not in named]


def page(
    filters: InitiativeFilter, rows: QuerySet, places: Catalogue, *, sort: str | None, cursor: str
) -> dict[str, Any]:
    ordering = SORTS[sort or "newest"][0]
    light = facets.narrowed(filters, rows).only(*summaries.COLUMNS, ordering)
    here = keyset_page(light, ordering=ordering, name="uid", size=PAGE, cursor=cursor)
    return {
        "rows": summaries.records(here.rows, places),
        "next_cursor": here.next,
        "previous_cursor": here.previous,
    }


def frame(query: QueryDict, filters: InitiativeFilter) -> dict[str, Any]:
    """Return what the page says of itself, and the ways on from it that keep the query."""
    url = reverse("initiatives:list")
    crumbs = [linked_data.crumb("举措", "Initiatives")]
    normal = normalised(query)
    api = f"{linked_data.api_url('initiatives')}?{urlencode(for_api(query))}"
    name, description = pick("举措", "Initiatives"), pick(*DESCRIPTION)
    data = linked_data.dataset(name, description, f"{url}?{normal}".rstrip("?"), api)
    sort = query.get("sort") or "newest"
    return {
        "crumbs": crumbs,
        "canonical_query": normal,
        "api_url": api,
        "jsonld": linked_data.graph(linked_data.breadcrumbs(crumbs), data),
        "clear_url": url,
        "q": filters.chosen.get("q", ""),
        "kept": [(name, value) for name in KEPT for value in query.getlist(name)],
        "has_statements": filters.chosen.get("counted") in ("all", "false"),
        "sorts": [
            {"name": zh, "name_en": en, "url": address(query, sort=name), "current": name == sort}
            for name, (_, zh, en) in SORTS.items()
        ],
    }


def without_page(query: QueryDict) -> QueryDict:
    """Return the query without its cursor and without what says nothing: empty values."""
    kept = QueryDict(mutable=True)
    for name in query:
        kept.setlist(name, [value for value in query.getlist(name) if value and name != "cursor"])
    return kept


def address(query: QueryDict, **values: str) -> str:
    """Return the page's address with some parameters set; an empty value takes one away."""
    changed = without_page(query)
    for name, value in values.items():
        changed.setlist(name, [value] if value else [])
    return f"{reverse('initiatives:list')}?{changed.urlencode()}".rstrip("?")


def normalised(query: QueryDict) -> str:
    """Return the query in one spelling: sorted, without the cursor and what is so anyway."""
    usual = {("sort", "newest"), ("counted", "true")}
    split = {(name, part) for name, value in pairs(query) for part in split_value(name, value)}
    return urlencode(sorted(split - usual))


def split_value(name: str, value: str) -> list[str]:
    return [value.strip()] if name == "q" else [part.strip() for part in value.split(",") if part.strip()]


def pairs(query: QueryDict) -> list[tuple[str, str]]:
    kept = without_page(query)
    return [(name, value) for name in kept for value in kept.getlist(name)]


def for_api(query: QueryDict) -> list[tuple[str, str]]:
    """Return the same query as the API takes it, which does not leave statements out unasked."""
    kept = [(name, value) for name, value in pairs(query) if name != "sort"]
    return kept if "counted" in query else [*kept, ("counted", "true")]


def chips(query: QueryDict, filters: InitiativeFilter, offered: list[Facet]) -> list[dict[str, str]]:
    """Return what is in use, each with the address of the page without it."""
    in_use = [
        {"label": c.label, "label_en": c.label_en, "url": without(query, facet.name, c.value, c.key)}
        for facet in offered
        for c in facet.choices
        if c.is_chosen
    ]
    texts = [(name, LABELS[name]) for name in LABELS if name in filters.chosen]
    for name, (zh, en) in texts:
        value = ", ".join(query.getlist(name))
        url = address(query, **{name: ""})
        in_use.append({"label": zh.format(value), "label_en": en.format(value), "url": url})
    return in_use


def without(query: QueryDict, name: str, *values: str) -> str:
    """Return the page's address without one value of a list parameter, however it is spelt."""
    changed = without_page(query)
    given = [part for value in changed.getlist(name) for part in split_value(name, value)]
    changed.setlist(name, [part for part in given if part not in values])
    return f"{reverse('initiatives:list')}?{changed.urlencode()}".rstrip("?")

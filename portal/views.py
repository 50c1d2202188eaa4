"""The home page. Pages about the site itself are in ``portal.pages``."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from districts import summaries
from initiatives import catalogue, linked_data, places, years
from initiatives.fragments import once_a_version
from initiatives.urls import page
from portal import home as contents
from portal.web.strict import refuse_unknown


@page
def home(request: HttpRequest) -> HttpResponse:
    """The map of a year (``?year=``), the newest report, one record and its source, what changed, themes."""
    refuse_unknown(request.GET, ["year"])
    known = catalogue.current()
    year = contents.chosen_year(request.GET, known.years)
    content = once_a_version(
        "portal/_home.html", known.version, year, context=lambda: contents_of_home(year, known)
    )
    context = {"jsonld": contents.about_site(), "api_url": linked_data.api_url("reports"), "content": content}
    return render(request, "portal/home.html", context)


def contents_of_home(year: int | None, known: catalogue.Catalogue) -> dict[str, Any]:
    """Return everything below the masthead; without a report, what is left of it."""
    numbers = years.numbers(known)
    if year is None:
        return {"known": known}
    mapped = contents.map_years(year, known.years)
    sections = places.headlines({*mapped, known.years[-1]}, last_position=contents.LAST_POSITION)
    newest = contents.latest(sections, known, numbers)
    districts = known.districts[: contents.MATRIX_DISTRICTS]
    return {
        **contents.year_map(year, known, numbers),
        "known": known,
        "map_script": contents.map_script(mapped, sections, known, numbers),
        "chips": contents.example_words(newest["heads"], known, numbers),
        "initiative_count": sum(numbers.year_total(each) for each in known.years),
        "latest": newest,
        "proof": contents.proof(known),
        "matrix_districts": districts,
        "matrix": summaries.matrix(districts, known.years[-contents.MATRIX_YEARS :], numbers.of_district),
        "changes": contents.changes(known, numbers),
        "questions": contents.questions(known, numbers),
    }

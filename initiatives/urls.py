"""Addresses of the record's pages. They stand for decades: no title is in them."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import path, register_converter
from django.urls.converters import StringConverter
from django.views.decorators.http import require_safe

from initiatives import catalogue
from initiatives.views import details, lists, reports, sections, themes
from portal.web.published import published

app_name = "initiatives"


class ReportYear(StringConverter):
    """Four digits: a longer number is no year, and no database has to be asked."""

    regex = "[0-9]{4}"

    def to_python(self, value: str) -> int:
        return int(value)


register_converter(ReportYear, "report_year")


def page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Make a view a public page: read only, published output, made from one state of the reference data."""
    return published(require_safe(catalogue.steady(view)))


urlpatterns = [
    path("reports/", page(reports.report_list), name="report-list"),
    path("reports/<report_year:year>/", page(reports.report_detail), name="report-detail"),
    path("reports/<report_year:year>/<slug:slug>/", page(sections.section_detail), name="section-detail"),
    path("initiatives/", page(lists.initiative_list), name="list"),
    path("initiatives/<slug:uid>/", page(details.initiative_detail), name="detail"),
    path("themes/", page(themes.theme_list), name="theme-list"),
    path("themes/<slug:slug>/", page(themes.theme_detail), name="theme-detail"),
]

"""The one place where the API's addresses are listed, and its description in OpenAPI."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from districts.api import DistrictResource, ZoneResource
from districts.choices import EnglishNameStatus, ZoneKind
from initiatives import catalogue
from initiatives.api.resources import InitiativeResource, ReportResource, SectionResource, ThemeResource
from initiatives.choices import InitiativeKind, PlaceBasis, Qualifier, Status
from portal.web.addresses import API_ROOT, absolute, api_list
from portal.web.api.resources import PublicView, Resource, only_format
from portal.web.json_text import compact
from portal.web.problem_details import TYPES
from portal.web.published import published

View = Callable[..., HttpResponse]

RESOURCES: dict[type[Resource], str] = {
    InitiativeResource: "<str:id>",
    SectionResource: "<int:year>/<str:slug>",
    ReportResource: "<int:id>",
    DistrictResource: "<str:id>",
    ZoneResource: "<str:id>",
    ThemeResource: "<str:id>",
}
"""Resources and the part of the address that names one object."""


def public(view: View) -> View:
    """Mark a view's answers as published output, made from one state of the reference data."""
    return published(catalogue.steady(view))


DESCRIPTION = """The reports of a city on its science and innovation, by district and zone, clause by clause.

Read-only and without registration. Every list is an object with `results`, `next` and `previous`: follow
`next` until it is null. An unknown or malformed parameter is an error that names the nearest valid one. Every
error is problem details (RFC 9457). Lists of values are separated by commas.

Within version 1, addresses, identifiers and fields stay; new fields, values of enumerations and resources may
be added, so ignore what you do not know.

只读接口，不用注册。列表都有 results、next、previous；参数有误会报错并给出最接近的写法。第 1 版内只增不改。"""

TAGS = {
    "initiatives": "What was done, each anchored to its clause.\n\n举措，逐条对应原文。",
    "sections": "Passages of reports, with the text as printed.\n\n章节，含原文。",
    "reports": "Yearly reports.\n\n年度报告。",
    "districts": "Administrative districts.\n\n行政区。",
    "zones": "Zones, parks, corridors and the like.\n\n承载区。",
    "themes": "Subjects of initiatives.\n\n主题。",
}


VOCABULARIES = {
    "EnglishNameStatus": EnglishNameStatus,
    "InitiativeKind": InitiativeKind,
    "PlaceBasis": PlaceBasis,
    "Qualifier": Qualifier,
    "Status": Status,
    "ZoneKind": ZoneKind,
}


def describe(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Put what concerns the whole API into its description: a hook of the generator."""
    result["info"]["description"] = DESCRIPTION
    result["tags"] = [{"name": name, "description": text} for name, text in TAGS.items()]
    schemas = result["components"]["schemas"]
    for name, words in VOCABULARIES.items():
        schemas[name]["description"] = "\n".join(f"* `{w.value}`: {w.label_en}. {w.label}" for w in words)
    for operations in result["paths"].values():
        for status, answer in operations["get"]["responses"].items():
            answer["description"] = said_by(int(status))
    return result


def said_by(status: int) -> str:
    titles = [f"{kind.title}. {kind.title_zh}" for kind in TYPES if kind.status == status]
    return " / ".join(titles) or "What was asked for. 所求内容"


@lru_cache
def openapi() -> dict[str, Any]:
    """Return the description of the API. It depends on the code alone."""
    return SchemaGenerator().get_schema(public=True)


@extend_schema(exclude=True)
class Index(PublicView):
    def get(self, request: HttpRequest) -> Response:
        only_format(request.query_params)
        lists = {view.resource: api_list(view.resource) for view in RESOURCES}
        more = {"openapi": absolute(f"{API_ROOT}openapi.json"), "documentation": absolute("/api/docs/")}
        return Response(compact(lists | more))


@extend_schema(exclude=True)
class Description(PublicView):
    def get(self, request: HttpRequest) -> Response:
        only_format(request.query_params)
        return Response(compact(openapi()))


def addresses(view: type[Resource], key: str) -> list[URLPattern]:
    name = view.resource
    return [
        path(f"{name}/", public(view.as_view({"get": "list"})), name=f"{name}-list"),
        path(f"{name}/{key}/", public(view.as_view({"get": "retrieve"})), name=f"{name}-detail"),
    ]


app_name = "api"
urlpatterns = [
    path("", published(Index.as_view()), name="index"),
    path("openapi.json", published(Description.as_view()), name="openapi"),
    *(each for view, key in RESOURCES.items() for each in addresses(view, key)),
]

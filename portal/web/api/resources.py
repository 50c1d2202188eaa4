"""What every resource of the API is made of: read-only lists and objects, strict parameters.

Objects are joined from JSON that was composed at publish; nothing is serialised row by row. What the objects
look like is declared by serializers, from which the OpenAPI description is made (``portal.web.api.schema``).
"""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import Field
from django.http import HttpRequest, HttpResponse, QueryDict
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from portal.web.addresses import absolute
from portal.web.api.refusals import refusal
from portal.web.cursors import MAX_LENGTH, KeysetPage, keyset_page
from portal.web.json_text import compact
from portal.web.problems import BadParameters, Problem, nearest
from portal.web.strict import NumberField, StrictFilterSet, TextField, WordField, refuse_unknown

PAGE_SIZE, MAX_PAGE_SIZE = 100, 1000
METHODS = "GET, HEAD, OPTIONS"
PREFLIGHT = {
    "Allow": METHODS,
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Accept, If-None-Match, If-Modified-Since",
    "Access-Control-Max-Age": "86400",
}


class JSONText(BaseRenderer):
    """Sends text that is JSON already."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(
        self, data: str, accepted_media_type: str | None = None, renderer_context: Any = None
    ) -> bytes:
        return data.encode()


class Negotiation(DefaultContentNegotiation):
    """An unknown ``format`` is a bad parameter, not a missing page."""

    def filter_renderers(self, renderers: Sequence[BaseRenderer], format: str) -> list[BaseRenderer]:
        found = [renderer for renderer in renderers if renderer.format == format]
        if not found:
            known = [renderer.format for renderer in renderers]
            shown = format[:60]
            message = f"There is no format “{shown}”. Known: {', '.join(known)}."
            raise BadParameters([Problem("format", message, nearest(format, known))])
        return found


class PublicView(APIView):
    """A view of published data: read-only, without a caller."""

    http_method_names: ClassVar = ["get", "head", "options"]
    authentication_classes = permission_classes = throttle_classes = parser_classes = ()
    renderer_classes: ClassVar = [JSONText]
    content_negotiation_class = Negotiation
    metadata_class = None

    def get_exception_handler(self) -> Any:
        return refusal

    def options(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponse(status=204, headers=PREFLIGHT)


PAGING: dict[str, Field] = {
    "cursor": TextField(required=False, max_length=MAX_LENGTH),
    "page_size": NumberField(required=False, low=1, high=MAX_PAGE_SIZE),
    "count": WordField(required=False, vocabulary=lambda: {"true": True, "false": False}),
    "format": TextField(required=False),
}
"""The parameters of every list. Fields keep nothing of a request, so they are used as they are."""


def read(given: QueryDict, fields: dict[str, Field]) -> tuple[dict[str, Any], list[Problem]]:
    """Return the values of parameters, and what is wrong with them."""
    values, problems = {}, []
    for name, field in fields.items():
        try:
            values[name] = field.clean(field.widget.value_from_datadict(given, {}, name))
        except ValidationError as error:
            problems.append(Problem(name, error.message, getattr(error, "near", "")))
    return values, problems


class Resource(PublicView, GenericViewSet):
    """One kind of object: its list and its objects. ``resource`` is its part of the address.

    ``ordering`` is the column that lists are sorted by, ``tie`` the one that decides between equals.
    """

    resource: ClassVar[str]
    ordering: ClassVar[str]
    tie: ClassVar[str] = "slug"
    filterset_class: ClassVar[type[StrictFilterSet]] = StrictFilterSet
    paging: ClassVar[dict[str, Field]] = PAGING

    def objects(self, rows: Sequence[Any]) -> list[str]:
        """Return the JSON of each row."""
        raise NotImplementedError

    def find(self, **key: Any) -> Any:
        """Return the row with this key, or raise NotFound."""
        raise NotImplementedError

    def list(self, request: HttpRequest) -> Response:
        rows, asked = self.asked(request.query_params)
        page = keyset_page(
            rows,
            ordering=asked.get("ordering") or self.ordering,
            name=self.tie,
            size=asked["page_size"] or PAGE_SIZE,
            cursor=asked["cursor"],
        )
        count = rows.count() if asked["count"] else None
        return Response(self.envelope(page, count))

    def retrieve(self, request: HttpRequest, **key: Any) -> Response:
        refuse_unknown(request.query_params, {"format"})
        return Response(self.objects([self.find(**key)])[0])

    def asked(self, given: QueryDict) -> tuple[QuerySet, dict[str, Any]]:
        """Return the filtered rows and the paging; raise BadParameters for all that is wrong with either."""
        asked, problems = read(given, self.paging)
        rows = self.get_queryset()
        try:
            rows = self.filterset_class(given, rows, also=self.paging).qs
        except BadParameters as refused:
            problems = [*refused.problems, *problems]
        if problems:
            raise BadParameters(problems)
        return rows, asked

    def envelope(self, page: KeysetPage, count: int | None) -> str:
        counted = "" if count is None else f'"count":{count},'
        following, preceding = (compact(self.page_url(cursor)) for cursor in (page.next, page.previous))
        results = ",".join(self.objects(page.rows))
        return f'{{{counted}"next":{following},"previous":{preceding},"results":[{results}]}}'

    def page_url(self, cursor: str | None) -> str | None:
        if cursor is None:
            return None
        query = self.request.query_params.copy()
        query["cursor"] = cursor
        return absolute(f"{self.request.path}?{query.urlencode()}")

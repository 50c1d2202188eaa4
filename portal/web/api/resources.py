"""What every resource of the API is made of: read-only lists and objects, strict parameters.

Objects are joined from JSON that was composed at publish; nothing is serialised row by row. What the objects
look like is declared by serializers, from which the OpenAPI description is made (``portal.web.api.schema``).
"""

from collections.abc import Sequence
from typing import Any, ClassVar

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
from portal.web.strict import (
    NumberField,
    StrictFilterSet,
    TextField,
    WordField,
    read_values,
    refuse_unknown,
)

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


def without_value(given: QueryDict, values: dict[str, Any]) -> list[Problem]:
    """Return the parameters that were given and say nothing.

    A form of a page may leave a field empty. A program that does so has lost a value on the way, and would
    be answered with everything.
    """
    empty = [name for name, value in values.items() if name in given and value in (None, "", [])]
    return [Problem(name, "It has no value. Leave it out to set no limit.") for name in empty]


def only_format(given: QueryDict) -> None:
    """Raise BadParameters for any parameter but ``format``."""
    refuse_unknown(given, {"format"})
    if problems := without_value(given, given.dict()):
        raise BadParameters(problems)


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
        only_format(request.query_params)
        return Response(self.objects([self.find(**key)])[0])

    def asked(self, given: QueryDict) -> tuple[QuerySet, dict[str, Any]]:
        """Return the filtered rows and the paging; raise BadParameters for all that is wrong with either."""
        asked, problems = read_values(given, self.paging)
        rows, cleaned = self.get_queryset(), asked
        try:
            filters = self.filterset_class(given, rows, also=self.paging)
            rows, cleaned = filters.qs, asked | filters.form.cleaned_data
        except BadParameters as refused:
            problems = [*refused.problems, *problems]
        if found := [*problems, *without_value(given, cleaned)]:
            raise BadParameters(found)
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

"""How resources are described in OpenAPI: English text, each with a Chinese summary after a blank line."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers

from portal.web.api.resources import MAX_PAGE_SIZE, PAGE_SIZE, Resource
from portal.web.cursors import MAX_LENGTH
from portal.web.problem_details import MEDIA_TYPE, TYPES
from portal.web.strict import MAX_VALUES

Parameters = Sequence[OpenApiParameter]


def both(en: str, zh: str) -> str:
    return f"{en}\n\n{zh}"


def parameter(name: str, schema: dict[str, Any], en: str, zh: str) -> OpenApiParameter:
    is_list = schema["type"] == "array"
    style = {"style": "form", "explode": False} if is_list else {}
    return OpenApiParameter(name, schema, description=both(en, zh), **style)


def word(name: str, choices: Iterable[str], en: str, zh: str) -> OpenApiParameter:
    return parameter(name, {"type": "string", "enum": list(choices)}, en, zh)


def words(name: str, en: str, zh: str, *, choices: Iterable[str] = ()) -> OpenApiParameter:
    one = {"type": "string"} | ({"enum": list(choices)} if choices else {"minLength": 1})
    return parameter(name, several(one), en, zh)


def number(name: str, low: int, high: int, en: str, zh: str) -> OpenApiParameter:
    return parameter(name, {"type": "integer", "minimum": low, "maximum": high}, en, zh)


def numbers(name: str, low: int, high: int, en: str, zh: str) -> OpenApiParameter:
    one = {"type": "integer", "minimum": low, "maximum": high}
    return parameter(name, several(one), en, zh)


def several(one: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": one, "minItems": 1, "maxItems": MAX_VALUES}


def text(name: str, max_length: int, en: str, zh: str) -> OpenApiParameter:
    return parameter(name, {"type": "string", "pattern": r"\S", "maxLength": max_length}, en, zh)


def key(name: str, kind: str, en: str, zh: str) -> OpenApiParameter:
    """Return the description of a part of the path."""
    schema = {"type": kind}
    return OpenApiParameter(name, schema, OpenApiParameter.PATH, required=True, description=both(en, zh))


FORMAT = word("format", ["json"], "Format of the answer, instead of an Accept header.", "返回格式。")
PAGING = [
    parameter(
        "cursor",
        {"type": "string", "minLength": 1, "maxLength": MAX_LENGTH},
        "Opaque position in the list. Take it from `next` and `previous`; never make one.",
        "翻页游标，取自 next 和 previous，请勿自造。",
    ),
    parameter(
        "page_size",
        {"type": "integer", "minimum": 1, "maximum": MAX_PAGE_SIZE, "default": PAGE_SIZE},
        f"Objects in one answer. Over {MAX_PAGE_SIZE} is an error, not a silent {MAX_PAGE_SIZE}.",
        "每页条数，超过上限报错。",
    ),
    word(
        "count",
        ["true", "false"],
        "Whether to add `count`, the exact number over all pages.",
        "是否返回总数。",
    ),
    FORMAT,
]


class ObjectSerializer(serializers.Serializer):
    """What every object begins and ends with."""

    id = serializers.CharField(help_text="Permanent identifier; the last part of `url`.")
    url = serializers.URLField(help_text="This object in the API.")
    html_url = serializers.URLField(help_text="Its page in Chinese, which links its English twin.")
    version = serializers.IntegerField(help_text="Rises by one with every public change of the object.")
    updated_at = serializers.DateTimeField(
        allow_null=True, help_text="When this version became public; null where nobody recorded it."
    )


class MentionSerializer(serializers.Serializer):
    """A place or theme mentioned in another object."""

    id = serializers.CharField(help_text="Permanent identifier.")
    name = serializers.CharField(help_text="Chinese name.")
    name_en = serializers.CharField(help_text="English name.")
    url = serializers.URLField(help_text="The object itself.")


class ParameterErrorSerializer(serializers.Serializer):
    """One refused parameter.

    一个有误的参数。
    """

    parameter = serializers.CharField(help_text="Its name, as it was sent.")
    detail = serializers.CharField(help_text="What is wrong with it.")
    nearest = serializers.CharField(
        allow_null=True, help_text="The closest valid name or value; null if none is close."
    )


class ProblemSerializer(serializers.Serializer):
    """Problem details (RFC 9457), the shape of every error.

    错误信息，全站统一格式。
    """

    type = serializers.URLField(help_text="Which problem it is: an address where it is explained.")
    title = serializers.CharField(help_text="The type in words; the same for every occurrence.")
    status = serializers.IntegerField(help_text="The HTTP status.")
    detail = serializers.CharField(help_text="What went wrong this time.")
    instance = serializers.CharField(help_text="The path that was asked for.")
    errors = ParameterErrorSerializer(
        many=True, required=False, help_text="Every refused parameter, where parameters are the problem."
    )
    available = serializers.ListField(
        child=serializers.CharField(),
        required=False,
        help_text="Media types there are, where it asked for none.",
    )


PROBLEMS = {(kind.status, MEDIA_TYPE): ProblemSerializer for kind in TYPES if kind.status not in (404, 405)}
NOT_FOUND = {(404, MEDIA_TYPE): ProblemSerializer}


class Envelope:
    """The shape of lists, in the place where the description is looked for."""

    def get_schema_operation_parameters(self, view: Resource) -> list[dict[str, Any]]:
        return []

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        page = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "description": both("One page of a list.", "列表的一页。"),
            "required": ["next", "previous", "results"],
            "properties": {
                "count": {
                    "type": "integer",
                    "description": "Objects over all pages; only with `count=true`.",
                },
                "next": {**page, "description": "The next page; null on the last."},
                "previous": {**page, "description": "The page before; null on the first."},
                "results": {**schema, "description": "The objects of this page."},
            },
        }


def documented(
    serializer: type[serializers.Serializer],
    *,
    all_of: tuple[str, str],
    one_of: tuple[str, str],
    path: Parameters,
    filters: Parameters = (),
) -> Callable[[type[Resource]], type[Resource]]:
    """Describe a resource: ``all_of`` and ``one_of`` say in English and Chinese what each returns."""

    def decorate(view: type[Resource]) -> type[Resource]:
        name, tags = view.resource, [view.resource]
        view.serializer_class, view.pagination_class = serializer, Envelope
        listing = extend_schema(
            operation_id=f"list_{name}",
            tags=tags,
            summary=all_of[1],
            description=all_of[0],
            parameters=[*filters, *PAGING],
            responses={200: serializer(many=True)} | PROBLEMS,
        )
        reading = extend_schema(
            operation_id=f"read_{name}",
            tags=tags,
            summary=one_of[1],
            description=one_of[0],
            parameters=[*path, FORMAT],
            responses={200: serializer} | PROBLEMS | NOT_FOUND,
        )
        return extend_schema_view(list=listing, retrieve=reading)(view)

    return decorate

"""The description of the API as its documentation page shows it, with examples from what is published now."""

import json
import re
from typing import Any
from urllib.parse import urlencode

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from initiatives import catalogue
from initiatives.models import Initiative
from portal.api import RESOURCES, openapi
from portal.web.addresses import api_list
from portal.web.api.resources import Resource
from portal.web.problem_details import TYPES

Described = dict[str, Any]

LONGEST_TEXT, LONGEST_LIST = 48, 2
KEY = re.compile(r"^( *)&quot;(\w+)&quot;:", re.MULTILINE)
QUOTED = re.compile(r"`([^`]+)`")
KINDS = {"integer": ("整数", "integer"), "string": ("文字", "text")}


def resources() -> list[Described]:
    """Return each resource with its two operations and one object as it is served now."""
    return [resource(view) for view in RESOURCES]


def common_parameters() -> list[Described]:
    """Return the parameters that every list has."""
    lists = [
        path["get"] for path in openapi()["paths"].values() if path["get"]["operationId"].startswith("list")
    ]
    shared = set.intersection(*({each["name"] for each in listing["parameters"]} for listing in lists))
    return [parameter(each) for each in lists[0]["parameters"] if each["name"] in shared]


def resource(view: type[Resource]) -> Described:
    tag = next(tag for tag in openapi()["tags"] if tag["name"] == view.resource)
    paths = [path for path in openapi()["paths"] if path.startswith(f"/api/v1/{view.resource}/")]
    row = example_rows(view).first()
    text = view().objects([row])[0] if row else ""
    return {
        "name": view.resource,
        **in_both("text", tag["description"]),
        "operations": [operation(path) for path in sorted(paths)],
        "example_url": json.loads(text)["url"] if text else "",
        "example": code(shortened(json.loads(text))) if text else "",
    }


def example_rows(view: type[Resource]) -> Any:
    rows = view().get_queryset()
    if rows.model is Initiative:
        rows = rows.filter(is_counted=True)
    return rows.order_by(view.ordering, view.tie)


def operation(path: str) -> Described:
    """Return one operation with the parameters of its own."""
    described = openapi()["paths"][path]["get"]
    shared = {each["name"] for each in common_parameters()}
    return {
        "path": path,
        "text": described["summary"],
        "text_en": described["description"],
        "parameters": [parameter(p) for p in described["parameters"] if p["name"] not in shared],
    }


def parameter(described: Described) -> Described:
    schema = described["schema"]
    one = schema.get("items", schema)
    kind, kind_en = KINDS[one["type"]]
    bounds = f" {one['minimum']}–{one['maximum']}" if "minimum" in one else ""
    several, several_en = ("，可多个", ", several") if schema["type"] == "array" else ("", "")
    return {
        "name": described["name"],
        "kind": f"{kind}{bounds}{several}",
        "kind_en": f"{kind_en}{bounds}{several_en}",
        "choices": one.get("enum", []),
        **in_both("text", described["description"]),
    }


def in_both(name: str, description: str) -> Described:
    english, _, chinese = description.partition("\n\n")
    return {name: chinese, f"{name}_en": marked(english)}


def marked(text: str) -> SafeString:
    """Return a description as HTML: what it has in backquotes is code."""
    return mark_safe(QUOTED.sub(r"<code>\1</code>", escape(text)))  # noqa: S308 (escaped here)


def problems() -> list[Described]:
    """Return the types of problems, each with what the caller can do."""
    return [
        {
            "name": kind.name,
            "status": kind.status,
            "title": kind.title_zh,
            "title_en": kind.title,
            "remedy": kind.remedy_zh,
            "remedy_en": marked(kind.remedy),
        }
        for kind in TYPES
    ]


def shortened(value: Any) -> Any:
    """Return an answer cut to what shows its shape: long texts end in an ellipsis, long lists are cut."""
    match value:
        case str() if len(value) > LONGEST_TEXT and not value.startswith("http"):
            return value[:LONGEST_TEXT] + "…"
        case list():
            return [shortened(each) for each in value[:LONGEST_LIST]]
        case dict():
            return {name: shortened(each) for name, each in value.items()}
    return value


def code(value: Any) -> SafeString:
    text = escape(json.dumps(value, ensure_ascii=False, indent=2))
    return mark_safe(KEY.sub(r"\1<b>&quot;\2&quot;</b>:", text))  # noqa: S308 (escaped above)


def first_question() -> Described:
    """Return the call that gets a district's initiatives of a year; empty where there are none."""
    row = Initiative.objects.current().counted().exclude(district_codes="").in_reading_order().first()
    if row is None:
        return {}
    district = catalogue.current().district_by_code[row.district_codes.split(",")[0]]
    query = urlencode({"district": district.slug, "year": row.year})
    return {"district": district, "year": row.year, "url": f"{api_list('initiatives')}?{query}"}

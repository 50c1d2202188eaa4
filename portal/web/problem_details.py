"""Problem details (RFC 9457): the one shape in which everything under /api/ says what went wrong.

The types are part of the API's contract: explained at /api/docs/, never renamed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.encoding import escape_uri_path

from portal.web.addresses import absolute
from portal.web.paths import API_DOCS
from portal.web.problems import Problem

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class ProblemType:
    """``name`` ends the type's address. ``remedy`` says what the caller can do."""

    name: str
    status: int
    title: str
    title_zh: str
    remedy: str
    remedy_zh: str

    @property
    def url(self) -> str:
        return absolute(f"{API_DOCS}#problem-{self.name}")


INVALID_PARAMETER = ProblemType(
    "invalid-parameter",
    400,
    "Invalid parameter",
    "参数有误",
    "Correct the parameters listed in `errors`; `nearest` is the closest valid name or value.",
    "按 errors 里列出的参数逐个改正，nearest 是最接近的写法。",
)
MALFORMED_REQUEST = ProblemType(
    "malformed-request",
    400,
    "Malformed request",
    "请求有误",
    "The address holds bytes that are not UTF-8 text, or far too many parameters. Encode it anew.",
    "网址里有不是 UTF-8 文字的字节，或者参数过多。请重新编码。",
)
NOT_FOUND = ProblemType(
    "not-found",
    404,
    "Not found",
    "没有这个对象",
    "Check the id: identifiers never change, so one that worked once is either withdrawn or mistyped.",
    "请核对编号。编号永不改变，查不到说明写错或已撤回。",
)
METHOD_NOT_ALLOWED = ProblemType(
    "method-not-allowed",
    405,
    "Method not allowed",
    "方法不支持",
    "The API is read-only: use GET, HEAD or OPTIONS.",
    "接口只读，请用 GET、HEAD 或 OPTIONS。",
)
NOT_ACCEPTABLE = ProblemType(
    "not-acceptable",
    406,
    "Not acceptable",
    "没有这种格式",
    "Ask for one of the media types in `available`, or send no Accept header.",
    "请改用 available 里的格式，或不发 Accept。",
)
QUERY_TOO_LONG = ProblemType(
    "query-too-long",
    414,
    "Query too long",
    "查询过长",
    "Keep the query under 8192 bytes: ask for fewer values at a time.",
    "查询部分请控制在 8192 字节以内，可以分几次查询。",
)
SERVER_ERROR = ProblemType(
    "server-error",
    500,
    "Server error",
    "服务器出错",
    "It is our fault. Try again in a while; if it stays, tell us the address you asked for.",
    "这是我们的问题。请稍后再试；若一直如此，请把网址告诉我们。",
)
TYPES = (
    INVALID_PARAMETER,
    MALFORMED_REQUEST,
    NOT_FOUND,
    METHOD_NOT_ALLOWED,
    NOT_ACCEPTABLE,
    QUERY_TOO_LONG,
    SERVER_ERROR,
)


def problem_answer(request: HttpRequest, kind: ProblemType, detail: str, **members: Any) -> HttpResponse:
    """Return the answer for one occurrence; ``members`` are what the type adds to the common shape."""
    content = {
        "type": kind.url,
        "title": kind.title,
        "status": kind.status,
        "detail": detail,
        "instance": escape_uri_path(request.path),
        **members,
    }
    options = {"ensure_ascii": False}
    return JsonResponse(content, status=kind.status, content_type=MEDIA_TYPE, json_dumps_params=options)


def parameters_refused(request: HttpRequest, problems: Iterable[Problem]) -> HttpResponse:
    """Return the answer that names every refused parameter."""
    found = list(problems)
    errors = [{"parameter": p.name, "detail": p.message, "nearest": p.nearest or None} for p in found]
    detail = " ".join(f"{problem.name}: {problem.message}" for problem in found)
    return problem_answer(request, INVALID_PARAMETER, detail, errors=errors)

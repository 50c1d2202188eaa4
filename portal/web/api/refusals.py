"""Errors of the API as problem details. Their shape and their types are in ``portal.web.problem_details``."""

from typing import Any

from django.http import Http404, HttpResponse
from rest_framework import exceptions

from portal.web import problem_details
from portal.web.problem_details import parameters_refused, problem_answer
from portal.web.problems import BadParameters


def refusal(exc: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """REST framework's exception handler. What it does not know is an error of ours, left to handler500."""
    request = context["request"]._request
    match exc:
        case BadParameters(problems=problems):
            return parameters_refused(request, problems)
        case Http404() | exceptions.NotFound():
            return problem_answer(request, problem_details.NOT_FOUND, str(exc) or "There is no such object.")
        case exceptions.NotAcceptable():
            available = [renderer.media_type for renderer in context["view"].renderer_classes]
            detail = f"None of the media types asked for exists. Available: {', '.join(available)}."
            return problem_answer(request, problem_details.NOT_ACCEPTABLE, detail, available=available)
    return None

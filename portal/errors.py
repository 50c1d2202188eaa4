"""What the site answers when no view does: problem details under /api/, a page elsewhere."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import defaults

from portal.web import problem_details
from portal.web.paths import is_api
from portal.web.problem_details import problem_answer


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if is_api(request.path_info):
        return problem_answer(request, problem_details.MALFORMED_REQUEST, "The request makes no sense.")
    return render(request, "400.html", {"status": 400}, status=400)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if is_api(request.path_info):
        detail = "There is nothing at this address. /api/v1/ lists what there is."
        return problem_answer(request, problem_details.NOT_FOUND, detail)
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say nothing of the cause: it is in the log."""
    if is_api(request.path_info):
        detail = "Something went wrong here. The cause is in our log, not in this answer."
        return problem_answer(request, problem_details.SERVER_ERROR, detail)
    return defaults.server_error(request)

"""The mark a view puts on its answer to say: this is published output, the same for everybody.

Only marked answers are kept by the front layer. A marked view reads nothing of its caller: no cookie, no
session, no user, no host, no header but ``Accept`` under ``/api/``; its answer follows from the address and
the record alone.
"""

from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse

MARK = "X-Published"


def published(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorate a view, or what ``as_view()`` returns: mark its answers of status 200 as published output."""

    @wraps(view)
    def marked(*args, **kwargs):
        response = view(*args, **kwargs)
        if response.status_code == 200:
            response[MARK] = "1"
        return response

    return marked


def is_published(response: HttpResponse) -> bool:
    return MARK in response.headers

"""The admin as a whole: its name, and that each of its writes is one edit of the public data."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse

from initiatives import references
from portal.web.problems import BadParameters, Problem

View = Callable[..., HttpResponse]


def as_one_edit(view: View) -> View:
    """Make a POST one transaction, and one Change for each place, theme or report it edits."""

    @wraps(view)
    def one_edit(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        refuse_broken_text(request)
        with references.batched():
            return view(request, *args, **kwargs)

    return one_edit


def refuse_broken_text(request: HttpRequest) -> None:
    """Raise BadParameters for a field that holds NUL, or the mark that Django leaves for broken UTF-8."""
    broken = [
        name
        for name, values in request.POST.lists()
        if any("\0" in text or "\ufffd" in text for text in (name, *values))
    ]
    if broken:
        raise BadParameters(Problem(name, "含有残缺的字符。") for name in broken)


class PortalAdminSite(AdminSite):
    site_title = site_header = f"{settings.SITE_NAME} · 管理"
    index_title = "基础资料与年报记录"

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        return super().admin_view(as_one_edit(view), cacheable)

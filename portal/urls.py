"""Addresses. Chinese pages at the root, English ones under /en/; the API and the admin have one language."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from initiatives.urls import page
from initiatives.views.search import search
from portal import health, views
from portal.pages import about, api_docs, data

pages = [
    path("", views.home, name="home"),
    path("search/", page(search), name="search"),
    path("data/", data, name="data"),
    path("about/", about, name="about"),
    path("api/docs/", api_docs, name="api-docs"),
]

urlpatterns = [
    path("admin/", admin.site.urls),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("api/v1/", include("portal.api")),
    *i18n_patterns(
        path("", include((pages, "portal"))),
        path("", include("districts.urls")),
        path("", include("initiatives.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "portal.errors.bad_request"
handler404 = "portal.errors.page_not_found"
handler500 = "portal.errors.server_error"

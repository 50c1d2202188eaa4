from django.urls import path

from districts.views import districts, zones  # they register report_year, the initiatives' converter

app_name = "districts"

urlpatterns = [
    path("districts/", districts.district_list, name="list"),
    path("districts/<slug:slug>/", districts.district_detail, name="detail"),
    path("districts/<slug:slug>/<report_year:year>/", districts.district_year, name="year"),
    path("zones/", zones.zone_list, name="zone-list"),
    path("zones/<slug:slug>/", zones.zone_detail, name="zone-detail"),
]

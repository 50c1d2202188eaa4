import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation

from portal.web.language import lang_tag, language_from_path, twin_paths


@pytest.mark.parametrize(
    ("path", "tag"),
    [("/", "zh-Hans"), ("/reports/2023/", "zh-Hans"), ("/en/", "en"), ("/en", "en"), ("/energy/", "zh-Hans")],
)
def test_the_path_alone_chooses_the_language(path, tag):
    request = RequestFactory().get(path, headers={"accept-language": "en", "cookie": "django_language=en"})
    answer = language_from_path(lambda _: HttpResponse(lang_tag()))(request)
    assert answer.content.decode() == answer["Content-Language"] == tag
    assert "Vary" not in answer


def test_the_language_ends_with_the_request():
    before = translation.get_language()
    language_from_path(lambda _: HttpResponse())(RequestFactory().get("/en/"))
    assert translation.get_language() == before


@pytest.mark.parametrize("zh", ["/", "/themes/digital/", "/energy/"])
def test_twin_paths_lead_to_each_other(zh):
    assert twin_paths(zh) == twin_paths("/en" + zh) == (zh, "/en" + zh)

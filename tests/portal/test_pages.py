"""Pages about the site itself: data, about, API documentation."""

import html
import json
import re

import pytest

from portal.api import openapi
from portal.web.problem_details import TYPES

pytestmark = pytest.mark.django_db

PAGES = ["/data/", "/about/", "/api/docs/"]


def text(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("path", [*PAGES, *(f"/en{path}" for path in PAGES)])
def test_the_page_says_where_it_stands_to_machines(client, path):
    found = re.search(r'ld\+json">(.*?)</script>', text(client, path))
    assert json.loads(found[1])["@graph"][0]["@type"] == "BreadcrumbList"


@pytest.mark.parametrize("path", ["/data", "/about", "/api/docs", "/en/api/docs"])
def test_an_address_without_its_last_slash_leads_to_the_page(client, path):
    assert client.get(path)["Location"] == f"{path}/"


@pytest.mark.parametrize(("path", "budget"), [("/data/", 6), ("/about/", 2), ("/api/docs/", 12)])
def test_the_page_costs_a_fixed_number_of_queries(client, django_assert_max_num_queries, path, budget):
    client.get(path)
    with django_assert_max_num_queries(budget):
        client.get(path)


@pytest.mark.parametrize("path", PAGES)
def test_the_page_is_published_and_links_its_twin(client, path):
    answer = client.get(path)
    assert answer["X-Published"]
    assert f'hreflang="en" href="http://testserver/en{path}"' in answer.content.decode()
    assert f'hreflang="zh-Hans" href="http://testserver{path}"' in text(client, f"/en{path}")


@pytest.mark.parametrize("path", PAGES)
def test_the_english_page_is_in_english_but_for_what_is_marked(client, path):
    page = text(client, f"/en{path}")
    prose = page[page.index("<h1>") : page.index("</main>")]
    prose = re.sub(r"<pre.*?</pre>", "", prose, flags=re.DOTALL)  # examples are as the API answers
    prose = re.sub(r'<(\w+)[^>]* lang="zh-Hans"[^>]*>.*?</\1>', "", prose, flags=re.DOTALL)
    assert not re.search("[\u4e00-\u9fff]", prose.replace("注", ""))


def test_the_data_page_counts_what_is_public(client):
    page = text(client, "/data/")
    records = {"举措": 119, "章节": 23, "年度报告": 2, "行政区": 16, "承载区": 48, "主题": 14}
    for name, number in records.items():
        assert f'>{name}</a></th><td class="r">{number}</td>' in page
    assert re.search('>2023</a></th>.*>16</td><td class="r">78</td><td class="r">24</td>', page)
    assert '"@type":"Dataset"' in page


def test_the_data_page_links_nothing_that_does_not_exist(client):
    for address in set(re.findall(r'<a [^>]*href="([^"#]+)"', text(client, "/data/"))):
        assert client.get(address).status_code == 200, address


def test_demonstration_content_says_so_until_it_is_official(client, settings):
    assert "不是官方文本" in text(client, "/about/")
    settings.IS_DEMONSTRATION = False
    assert "不是官方文本" not in text(client, "/about/")


def test_the_about_page_gives_an_address_only_where_there_is_one(client, settings):
    assert "尚未公布联系方式" in text(client, "/about/")
    settings.CONTACT = "editor@example.org"
    assert 'href="mailto:editor@example.org"' in text(client, "/about/")


def test_the_documentation_begins_with_a_districts_initiatives_of_a_year(client):
    page = text(client, "/en/api/docs/")
    call = re.search(r'curl "(http://testserver/api/v1/initiatives/[^"]+)"', page)
    assert call.start() < page.index("<h2")
    address = html.unescape(call[1])
    assert "district=" in address
    assert "year=" in address
    assert client.get(address).json()["results"]


def test_the_documentation_names_every_parameter_and_every_problem(client):
    page = text(client, "/api/docs/")
    for operations in openapi()["paths"].values():
        for parameter in operations["get"]["parameters"]:
            assert f"<code>{parameter['name']}</code>" in page
    for kind in TYPES:
        assert f'id="problem-{kind.name}"' in page


def test_examples_in_the_documentation_are_what_the_api_answers(client):
    page = text(client, "/api/docs/")
    answer = client.get("/api/v1/districts/?page_size=1").json()["results"][0]
    assert f"<b>&quot;name&quot;</b>: &quot;{answer['name']}&quot;" in page
    assert answer["url"] in page

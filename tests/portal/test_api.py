"""The API as a whole: its index, its errors, who may ask how."""

import pytest

from portal.web.problem_details import TYPES

pytestmark = pytest.mark.django_db

LISTS = ["initiatives", "sections", "reports", "districts", "zones", "themes"]
every_list = pytest.mark.parametrize("name", LISTS)


def refused(answer, status):
    """Check that an answer is problem details of this status, and return them."""
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert problem["type"] in {kind.url for kind in TYPES if kind.status == status}
    assert problem["title"]
    assert problem["detail"]
    assert problem["instance"].startswith("/api/")
    return problem


def test_the_index_names_every_list(client):
    index = client.get("/api/v1/").json()
    assert set(LISTS) <= index.keys()
    for address in index.values():
        assert client.get(address).status_code == 200


@every_list
def test_a_list_is_an_object_and_counts_only_when_asked(client, name):
    plain, counted = (client.get(f"/api/v1/{name}/{query}").json() for query in ("", "?count=true"))
    assert plain.keys() == {"results", "next", "previous"}
    assert counted.keys() == plain.keys() | {"count"}


@every_list
def test_following_next_meets_every_object_once_and_previous_leads_back(client, name):
    whole = client.get(f"/api/v1/{name}/?page_size=1000&count=true").json()
    found, pages, address = [], [], f"/api/v1/{name}/?page_size=5"
    while address:
        page = client.get(address).json()
        found += [each["id"] for each in page["results"]]
        pages.append(page)
        address = page["next"]
    assert found == [each["id"] for each in whole["results"]]
    assert len(set(found)) == whole["count"]
    if len(pages) > 1:
        back = client.get(pages[1]["previous"]).json()
        assert back["results"] == pages[0]["results"]
        assert back["previous"] is None


@every_list
def test_every_object_knows_its_own_address_and_its_page(client, name):
    for each in client.get(f"/api/v1/{name}/?page_size=3").json()["results"]:
        assert client.get(each["url"]).json() == each
        assert client.get(each["html_url"]).status_code == 200
        assert each["html_url"].startswith("http://testserver/")
        assert each["version"] >= 1
        assert each["updated_at"]


@every_list
def test_a_list_of_any_size_costs_at_most_four_queries(client, django_assert_max_num_queries, name):
    client.get(f"/api/v1/{name}/")
    with django_assert_max_num_queries(4):
        client.get(f"/api/v1/{name}/?page_size=1000&count=true")


def test_filters_by_place_and_theme_cost_no_query_of_their_own(client, django_assert_max_num_queries):
    address = "/api/v1/initiatives/?district=xuhui,310115&zone=g60-corridor&theme=digital&q=创新&count=true"
    client.get(address)
    with django_assert_max_num_queries(3):
        client.get(address)


@pytest.mark.parametrize("query", ["page_size=", "cursor=", "count=%20", "format="])
@every_list
def test_a_parameter_without_a_value_is_refused_by_name(client, name, query):
    answer = client.get(f"/api/v1/{name}/?{query}")
    assert refused(answer, 400)
    assert [error["parameter"] for error in answer.json()["errors"]] == [query.partition("=")[0]]


@pytest.mark.parametrize("query", ["district=", "year=", "kind=,", "q=", "year__gte=", "ordering="])
def test_a_filter_that_lost_its_value_is_not_answered_with_everything(client, query):
    assert refused(client.get(f"/api/v1/initiatives/?{query}"), 400)


@pytest.mark.parametrize("address", ["", "openapi.json", "initiatives/2023-xuhui-03/"])
def test_what_takes_no_parameter_refuses_an_empty_format_too(client, address):
    assert refused(client.get(f"/api/v1/{address}?format="), 400)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@every_list
def test_writing_is_refused_with_the_methods_there_are(client, method, name):
    answer = getattr(client, method)(f"/api/v1/{name}/")
    assert refused(answer, 405)
    assert answer["Allow"] == "GET, HEAD, OPTIONS"


def test_options_allows_scripts_of_other_sites_to_revalidate(client):
    answer = client.options("/api/v1/initiatives/")
    assert answer.status_code == 204
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "If-None-Match" in answer["Access-Control-Allow-Headers"]


def test_head_has_no_body(client):
    answer = client.head("/api/v1/initiatives/")
    assert answer.status_code == 200
    assert answer.content == b""


def test_an_unknown_parameter_names_the_nearest_and_every_mistake_is_named(client):
    address = "/api/v1/initiatives/?yaer=2023&kind=polcy&page_size=1001&count=maybe"
    errors = refused(client.get(address), 400)["errors"]
    assert {error["parameter"]: error["nearest"] for error in errors} == {
        "yaer": "year",
        "kind": "policy",
        "page_size": None,
        "count": None,
    }
    assert all(error["detail"] for error in errors)


def test_an_object_takes_no_filters(client):
    problem = refused(client.get("/api/v1/initiatives/2023-xuhui-03/?year=2023"), 400)
    assert [error["parameter"] for error in problem["errors"]] == ["year"]


@pytest.mark.parametrize("format_", ["xml", "csv", "api", "jsn"])
def test_an_unknown_format_is_a_bad_parameter(client, format_):
    problem = refused(client.get(f"/api/v1/themes/?format={format_}"), 400)
    assert problem["errors"][0]["parameter"] == "format"


def test_a_media_type_there_is_not_is_refused_with_those_there_are(client):
    answer = client.get("/api/v1/themes/", headers={"accept": "application/xml"})
    assert refused(answer, 406)["available"] == ["application/json"]


@pytest.mark.parametrize("accept", ["", "*/*", "application/json", "text/html,*/*;q=0.8", "application/*"])
def test_whoever_takes_json_gets_json(client, accept):
    answer = client.get("/api/v1/themes/", headers={"accept": accept} if accept else {})
    assert answer["Content-Type"] == "application/json"


@pytest.mark.parametrize("path", ["/api/", "/api/v2/", "/api/v1/nothing/", "/api/v1/reports/abc/", "/api/x"])
def test_an_address_nothing_answers_to_is_problem_details(client, path):
    refused(client.get(path), 404)


@pytest.mark.parametrize(
    "path",
    [
        "initiatives/2023-nowhere-01/",
        "sections/2023/nowhere/",
        "sections/1800/xuhui/",
        "reports/1800/",
        "districts/310199/",
        "zones/nowhere/",
        "themes/nothing/",
    ],
)
def test_an_object_there_is_not_is_named_in_the_answer(client, path):
    *_, last, _ = path.split("/")
    assert last in refused(client.get(f"/api/v1/{path}"), 404)["detail"]


def test_a_page_there_is_not_stays_a_page(client):
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("text/html")


def test_an_error_of_ours_tells_nothing_of_its_cause(client, monkeypatch):
    def fail(*args):
        raise RuntimeError("the password is swordfish")

    monkeypatch.setattr("initiatives.api.resources.InitiativeResource.objects", fail)
    client.raise_request_exception = False
    answer = client.get("/api/v1/initiatives/")
    refused(answer, 500)
    assert b"swordfish" not in answer.content
    assert answer["Cache-Control"] == "no-store"


def test_errors_are_in_english_whatever_the_caller_prefers(client):
    answer = client.get("/api/v1/themes/?x=1", headers={"accept-language": "zh-CN"})
    assert "There is no parameter" in answer.json()["detail"]


def test_a_stored_answer_is_marked_and_an_error_is_not(client):
    assert client.get("/api/v1/themes/")["X-Published"]
    assert "X-Published" not in client.get("/api/v1/themes/?x=1")


def test_nothing_in_an_answer_follows_the_host_header(client):
    answer = client.get("/api/v1/initiatives/?page_size=1", headers={"x-forwarded-host": "evil.example"})
    assert b"evil" not in answer.content

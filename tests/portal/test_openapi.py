"""The description of the API: committed, served, and true of what is served."""

from pathlib import Path

import pytest
import yaml
from drf_spectacular.drainage import GENERATOR_STATS
from jsonschema import Draft202012Validator

from initiatives.filters import InitiativeFilter, SectionFilter
from portal.api import VOCABULARIES, openapi

COMMITTED = Path(__file__).parents[2] / "docs" / "openapi.yaml"
OPERATIONS = [(path, operations["get"]) for path, operations in openapi()["paths"].items()]
EXAMPLES = {"{year}/{slug}": "2023/xuhui", "initiatives/{id}": "initiatives/2023-xuhui-03"}
EXAMPLES |= {"reports/{id}": "reports/2023", "districts/{id}": "districts/310104"}
EXAMPLES |= {"zones/{id}": "zones/g60-corridor", "themes/{id}": "themes/digital"}
every_operation = pytest.mark.parametrize(
    ("path", "operation"), OPERATIONS, ids=[operation["operationId"] for _, operation in OPERATIONS]
)


def strict(schema):
    """Return a schema that also refuses what it does not describe, and misses nothing that it does."""
    if isinstance(schema, list):
        return [strict(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {name: strict(each) for name, each in schema.items()}
    return {"additionalProperties": False, **closed} if isinstance(schema.get("properties"), dict) else closed


def validator(schema):
    return Draft202012Validator({**strict(schema), "components": strict(openapi()["components"])})


def address(path):
    for placeholder, key in EXAMPLES.items():
        path = path.replace(placeholder, key)
    return path


def test_the_committed_description_is_the_served_one(client):
    """Renew it: python manage.py spectacular --file docs/openapi.yaml."""
    committed = yaml.safe_load(COMMITTED.read_text(encoding="utf-8"))
    assert client.get("/api/v1/openapi.json").json() == committed


def test_the_generator_has_nothing_to_complain_of():
    openapi()
    assert not GENERATOR_STATS._warn_cache
    assert not GENERATOR_STATS._error_cache


@pytest.mark.django_db
@every_operation
def test_what_is_served_is_what_is_described(client, path, operation):
    described = operation["responses"]["200"]["content"]["application/json"]["schema"]
    answer = client.get(
        address(path) + ("?page_size=1000&count=true" if "list_" in operation["operationId"] else "")
    )
    assert answer.status_code == 200
    validator(described).validate(answer.json())


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["?x=1", "?format=xml"])
@every_operation
def test_what_is_refused_is_what_is_described(client, path, operation, query):
    described = operation["responses"]["400"]["content"]["application/problem+json"]["schema"]
    answer = client.get(address(path) + query)
    assert answer.status_code == 400
    validator(described).validate(answer.json())


@pytest.mark.django_db
@every_operation
def test_every_described_parameter_is_taken(client, path, operation):
    for parameter in operation["parameters"]:
        if parameter["in"] == "query" and "enum" in (one := one_value(parameter)):
            value = one["enum"][0]
            assert client.get(f"{address(path)}?{parameter['name']}={value}").status_code == 200


def one_value(parameter):
    return parameter["schema"].get("items", parameter["schema"])


@pytest.mark.parametrize(
    ("resource", "filterset"), [("initiatives", InitiativeFilter), ("sections", SectionFilter)]
)
def test_every_filter_is_described(resource, filterset):
    described = {each["name"] for each in openapi()["paths"][f"/api/v1/{resource}/"]["get"]["parameters"]}
    assert filterset.base_filters.keys() <= described


@every_operation
def test_operations_and_parameters_are_described_in_both_languages(path, operation):
    assert is_chinese(operation["summary"])
    assert operation["description"].isascii()
    for parameter in operation["parameters"]:
        english, chinese = parameter["description"].split("\n\n")
        assert english.isascii()
        assert is_chinese(chinese)


def test_schemas_and_their_properties_are_described():
    for name, schema in openapi()["components"]["schemas"].items():
        assert is_chinese(schema.get("description", "")) or name == "NullEnum", name
        for key, described in schema.get("properties", {}).items():
            assert described.get("description") or "$ref" in described, (name, key)


def test_every_word_of_a_vocabulary_is_explained():
    for name, words in VOCABULARIES.items():
        schema = openapi()["components"]["schemas"][name]
        assert schema["enum"] == words.values
        assert all(f"`{word.value}`" in schema["description"] for word in words)


def is_chinese(text):
    return any("\u4e00" <= character <= "\u9fff" for character in text)

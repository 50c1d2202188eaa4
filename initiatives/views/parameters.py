"""The few parameters of pages that are not filters. Those are in ``initiatives.filters``."""

from typing import Any

from django import forms
from django.http import QueryDict

from portal.web.problems import BadParameters
from portal.web.strict import read_values, refuse_unknown


def read(query: QueryDict, **fields: forms.Field) -> dict[str, Any]:
    """Return the cleaned value of each field. Raises BadParameters for an unknown or malformed parameter."""
    refuse_unknown(query, fields)
    return clean(query, **fields)


def clean(query: QueryDict, **fields: forms.Field) -> dict[str, Any]:
    """Return the cleaned value of each field, whatever else the query holds. Raises BadParameters."""
    values, problems = read_values(query, fields)
    if problems:
        raise BadParameters(problems)
    return values

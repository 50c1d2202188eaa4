"""The few parameters of pages that are not filters. Those are in ``initiatives.filters``."""

from typing import Any

from django import forms
from django.http import QueryDict

from portal.web.problems import BadParameters, Problem
from portal.web.strict import Refused, refuse_unknown


def read(query: QueryDict, **fields: forms.Field) -> dict[str, Any]:
    """Return the cleaned value of each field. Raises BadParameters for an unknown or malformed parameter."""
    refuse_unknown(query, fields)
    return clean(query, **fields)


def clean(query: QueryDict, **fields: forms.Field) -> dict[str, Any]:
    """Return the cleaned value of each field, whatever else the query holds. Raises BadParameters."""
    values, problems = {}, []
    for name, field in fields.items():
        try:
            values[name] = field.clean(field.widget.value_from_datadict(query, {}, name))
        except Refused as refused:
            problems.append(Problem(name, refused.message, refused.near))
    if problems:
        raise BadParameters(problems)
    return values

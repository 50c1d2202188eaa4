"""Filters that refuse what they do not know: an unknown or malformed parameter is an error with a hint.

django-filter ignores unknown parameters, so a typing error answers with everything. Here page and API share
one FilterSet per model, and both refuse alike.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from portal.web.language import pick
from portal.web.problems import BadParameters, Problem, nearest

MAX_VALUES = 100
MAX_SHOWN = 60

Vocabulary = Callable[[], Mapping[str, Any]]


class Refused(forms.ValidationError):
    """A value outside its vocabulary, with the nearest one inside, if one is close."""

    def __init__(self, message: str, near: str = "") -> None:
        super().__init__(message)
        self.near = near


class ListWidget(forms.Widget):
    """Reads ``?x=a&x=b`` and ``?x=a,b`` alike, in order, without repeats and blanks."""

    def value_from_datadict(self, data: QueryDict, files: Any, name: str) -> list[str]:
        given = data.getlist(name) if isinstance(data, QueryDict) else [data.get(name) or ""]
        parts = (part.strip() for value in given for part in value.split(","))
        return list(dict.fromkeys(part for part in parts if part))


class WordsField(forms.Field):
    """A list of words from a vocabulary: word → what it means. Cleans to the meanings."""

    widget = ListWidget

    def __init__(self, *, vocabulary: Vocabulary, **options: Any) -> None:
        super().__init__(**options)
        self.vocabulary = vocabulary

    def clean(self, value: list[str]) -> list[Any]:
        if len(value) > MAX_VALUES:
            raise Refused(pick(f"最多 {MAX_VALUES} 个值。", f"At most {MAX_VALUES} values."))
        known = self.vocabulary() if value else {}
        for word in value:
            if word not in known:
                shown = word[:MAX_SHOWN]
                raise Refused(
                    pick(f"没有“{shown}”这个值。", f"There is no value “{shown}”."), nearest(word, known)
                )
        return [known[word] for word in value]


class NumbersField(forms.Field):
    """A list of whole numbers within bounds."""

    widget = ListWidget

    def __init__(self, *, low: int, high: int, **options: Any) -> None:
        super().__init__(**options)
        self.low, self.high = low, high

    def clean(self, value: list[str]) -> list[int]:
        if len(value) > MAX_VALUES:
            raise Refused(pick(f"最多 {MAX_VALUES} 个值。", f"At most {MAX_VALUES} values."))
        return [self.number(word) for word in value]

    def number(self, word: str) -> int:
        # The length is checked first: int() of thousands of digits is slow, then refused by Python itself.
        if len(word) <= 9 and word.isascii() and word.isdigit() and self.low <= int(word) <= self.high:
            return int(word)
        shown = word[:MAX_SHOWN]
        raise Refused(
            pick(
                f"“{shown}”不是 {self.low} 到 {self.high} 之间的整数。",
                f"“{shown}” is not a whole number from {self.low} to {self.high}.",
            )
        )


class NumberField(NumbersField):
    """One whole number within bounds, or nothing."""

    def clean(self, value: list[str]) -> int | None:
        if len(value) > 1:
            raise Refused(pick("只能给一个值。", "Give one value only."))
        return self.number(value[0]) if value else None


class WordField(WordsField):
    """One word from a vocabulary, or nothing."""

    def clean(self, value: list[str]) -> Any:
        if len(value) > 1:
            raise Refused(pick("只能给一个值。", "Give one value only."))
        found = super().clean(value)
        return found[0] if found else None


class TextField(forms.CharField):
    """Free text of bounded length."""

    def clean(self, value: str | None) -> str:
        text = (value or "").strip()
        if self.max_length and len(text) > self.max_length:
            raise Refused(pick(f"最多 {self.max_length} 个字。", f"At most {self.max_length} characters."))
        return text


class WordsFilter(django_filters.Filter):
    field_class = WordsField


class WordFilter(django_filters.Filter):
    field_class = WordField


class NumbersFilter(django_filters.Filter):
    field_class = NumbersField


class NumberFilter(django_filters.Filter):
    field_class = NumberField


class TextFilter(django_filters.Filter):
    field_class = TextField


class StrictFilterSet(django_filters.FilterSet):
    """A FilterSet that raises BadParameters. ``also`` names parameters the view itself understands."""

    def __init__(self, data: QueryDict, queryset: QuerySet, *, also: Iterable[str] = ()) -> None:
        # Filters and their fields are copied for each request, so only those asked for take part.
        self.known = self.base_filters.keys() | set(also)
        self.base_filters = {name: each for name, each in self.base_filters.items() if name in data}
        super().__init__(data, queryset)
        self.refuse()

    def refuse(self) -> None:
        """Raise BadParameters naming every unknown or malformed parameter at once."""
        problems = [unknown_parameter(name, self.known) for name in self.data if name not in self.known]
        for name, errors in self.form.errors.as_data().items():
            problems += [Problem(name, error.message, getattr(error, "near", "")) for error in errors]
        if problems:
            raise BadParameters(problems)

    @property
    def chosen(self) -> dict[str, Any]:
        """Return the cleaned values of the filters in use."""
        return {name: value for name, value in self.form.cleaned_data.items() if value not in (None, "", [])}


def unknown_parameter(name: str, known: Iterable[str]) -> Problem:
    shown = name[:MAX_SHOWN]
    return Problem(
        shown, pick(f"没有“{shown}”这个参数。", f"There is no parameter “{shown}”."), nearest(name, known)
    )


def read_values(given: QueryDict, fields: Mapping[str, forms.Field]) -> tuple[dict[str, Any], list[Problem]]:
    """Return the cleaned values of parameters, and what is wrong with the others."""
    values, problems = {}, []
    for name, field in fields.items():
        try:
            values[name] = field.clean(field.widget.value_from_datadict(given, {}, name))
        except Refused as refused:
            problems.append(Problem(name, refused.message, refused.near))
    return values, problems


def refuse_unknown(data: QueryDict, known: Iterable[str]) -> None:
    """Raise BadParameters for parameters a page without filters does not have."""
    allowed = set(known)
    problems = [unknown_parameter(name, allowed) for name in data if name not in allowed]
    if problems:
        raise BadParameters(problems)

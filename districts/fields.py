"""Model fields that refuse, on SQLite too, what PostgreSQL would refuse to store.

SQLite keeps NUL, over-long text and lone surrogates; a lone surrogate in JSON then breaks every later
read of its row. The check sits in ``get_db_prep_save``, so ``save``, ``bulk_create`` and ``update`` share it.
"""

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


def storable(text: str, *, field: models.Field, limit: int | None = None) -> str:
    """Return ``text``; raise ValidationError when a strict database would refuse it."""
    if "\x00" in text:
        raise ValidationError(f"{field.verbose_name}：不能包含空字符（NUL）。", code="nul")
    if limit is not None and len(text) > limit:
        raise ValidationError(f"{field.verbose_name}：最多 {limit} 个字符。", code="too_long")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ValidationError(f"{field.verbose_name}：含有残缺的字符。", code="surrogate") from error
    return text


class StorableCharField(models.CharField):
    """A CharField whose length and characters hold on every database."""

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        if isinstance(value, str):
            value = storable(value, field=self, limit=self.max_length)
        return super().get_db_prep_save(value, connection)


class StorableTextField(models.TextField):
    """A TextField whose characters hold on every database."""

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        if isinstance(value, str):
            value = storable(value, field=self)
        return super().get_db_prep_save(value, connection)


class StorableJSONField(models.JSONField):
    """A JSONField that holds no NUL and no lone surrogate at any depth."""

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        # A quoted NUL is written \u0000 by json, so the check looks for the escape as well.
        text = json.dumps(value, ensure_ascii=False)
        storable(text.replace("\\u0000", "\x00"), field=self)
        return super().get_db_prep_save(value, connection)

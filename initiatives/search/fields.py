"""The column of search tokens: text under SQLite's FTS5, a tsvector on PostgreSQL."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

MAX_PER_LEXEME = 250
"""PostgreSQL keeps at most 255 positions of one lexeme."""


def tsvector_literal(tokens: list[str]) -> str:
    """Return tokens as a tsvector literal. Made here, so that no parser cuts ``2.0`` or a Han pair anew."""
    positions: dict[str, list[int]] = {}
    for number, token in enumerate(tokens, start=1):
        positions.setdefault(token, []).append(number)
    return " ".join(
        f"'{token}':{','.join(map(str, places[:MAX_PER_LEXEME]))}" for token, places in positions.items()
    )


class TokensField(models.Field):
    """Takes a list of tokens from ``initiatives.search.tokens``; written once, never read back as a list."""

    description = "Search tokens"

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        if not isinstance(value, list):
            return value
        return tsvector_literal(value) if connection.vendor == "postgresql" else " ".join(value)

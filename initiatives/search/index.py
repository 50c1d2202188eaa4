"""Matching against the token column: FTS5 on SQLite, a tsvector on PostgreSQL, the same rows on both."""

from django.db import connections
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from initiatives.search.tokens import is_prefix, phrase


def phrases(text: str) -> list[list[str]]:
    """Return the phrases of a query: its terms, split at spaces, as tokens. Punctuation alone gives none."""
    return [tokens for term in text.split() if (tokens := phrase(term))]


def fts5_query(wanted: list[list[str]]) -> str:
    return " AND ".join(f'"{" ".join(tokens)}"{" *" if is_prefix(tokens[-1]) else ""}' for tokens in wanted)


def tsquery(wanted: list[list[str]]) -> str:
    def lexeme(token: str, *, is_last: bool) -> str:
        return f"'{token}'{':*' if is_last and is_prefix(token) else ''}"

    return " & ".join(
        "("
        + " <-> ".join(lexeme(token, is_last=i == len(tokens)) for i, token in enumerate(tokens, start=1))
        + ")"
        for tokens in wanted
    )


def matching(rows: QuerySet, text: str) -> QuerySet:
    """Return those of ``rows`` whose tokens hold every term of ``text``; none when it has no term."""
    wanted = phrases(text)
    if not wanted:
        return rows.none()
    table = rows.model._meta.db_table
    if connections[rows.db].vendor == "postgresql":
        sql, query = f"SELECT id FROM {table} WHERE tokens @@ %s::tsquery", tsquery(wanted)  # noqa: S608 - our own table name
    else:
        sql, query = f"SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH %s", fts5_query(wanted)  # noqa: S608
    return rows.filter(id__in=RawSQL(sql, [query]))  # noqa: S611 - sql holds our own table name only

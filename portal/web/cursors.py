"""Keyset pages: where a reader is in an ordered list, as an opaque signed text.

A cursor names the ordering and the last row seen, never a row number, so a page stays right while rows come
and go. It carries no time, so the same page has the same cursors in every process.
"""

from dataclasses import dataclass
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db.models import Q, QuerySet

from portal.web.language import pick
from portal.web.problems import BadParameters, Problem

SIGNER = Signer(salt="portal.web.cursors")
MAX_LENGTH = 400


@dataclass(frozen=True, slots=True)
class Position:
    """A place between two rows: just after (or, backwards, just before) the row with this key and name.

    ``columns`` says what they are columns of, so that a cursor of another list is not taken for one of this.
    """

    columns: tuple[str, str]
    key: int
    name: str
    is_backwards: bool = False

    def encode(self) -> str:
        return SIGNER.sign_object([self.columns, self.key, self.name, self.is_backwards])


@dataclass(frozen=True, slots=True)
class KeysetPage:
    """Rows in order, with the cursors of the pages around them; None where there is none."""

    rows: list[Any]
    next: str | None
    previous: str | None


def decode(text: str, columns: tuple[str, str]) -> Position | None:
    """Return the position of a cursor; None for an empty one. Raises BadParameters when it is not ours."""
    if not text:
        return None
    message = pick(
        "游标无效，请从第一页重新开始。", "This cursor is not valid. Start again from the first page."
    )
    refused = BadParameters([Problem("cursor", message)])
    if len(text) > MAX_LENGTH:
        raise refused
    try:
        signed_columns, *rest = SIGNER.unsign_object(text)
    except (BadSignature, ValueError, TypeError) as error:
        raise refused from error
    if tuple(signed_columns) != columns:
        raise refused
    return Position(columns, *rest)


def keyset_page(rows: QuerySet, *, ordering: str, name: str, size: int, cursor: str = "") -> KeysetPage:
    """Return the page of ``rows`` at ``cursor``, ordered by the columns ``ordering`` then ``name``.

    Both must be attributes of the rows. Costs one query whatever the depth.
    """
    columns = (ordering, name)
    position = decode(cursor, columns)
    backwards = position is not None and position.is_backwards
    sign = "-" if backwards else ""
    if position:
        rows = rows.filter(_beyond(position))
    found = list(rows.order_by(sign + ordering, sign + name)[: size + 1])
    has_more = len(found) > size
    found = found[:size]
    if backwards:
        found.reverse()
    return KeysetPage(
        rows=found,
        next=_cursor(found, -1, columns) if (backwards or has_more) and found else None,
        previous=_cursor(found, 0, columns) if (has_more if backwards else position) and found else None,
    )


def _beyond(position: Position) -> Q:
    """Return the rows after the position. The first condition alone bounds the index scan."""
    key, name = position.columns
    side = "lt" if position.is_backwards else "gt"
    tie = Q(**{f"{key}__{side}": position.key}) | Q(**{f"{name}__{side}": position.name})
    return Q(**{f"{key}__{side}e": position.key}) & tie


def _cursor(rows: list[Any], index: int, columns: tuple[str, str]) -> str:
    key, name = (getattr(rows[index], column) for column in columns)
    return Position(columns, key, name, is_backwards=index == 0).encode()

"""Reference data as objects of the API, each with the version its last Change gave it."""

from collections.abc import Sequence
from typing import Any

from initiatives.changelog import last_versions
from initiatives.references import Owner, key_of
from portal.web.json_text import compact


def versioned(rows: Sequence[Owner], documents: Sequence[dict[str, Any]]) -> list[str]:
    """Return each row's document as JSON, with ``version`` and ``updated_at``. One query."""
    keys = [key_of(row) for row in rows]
    versions = last_versions(keys)
    return [
        compact(document | version_of(versions.get(key)))
        for key, document in zip(keys, documents, strict=True)
    ]


def version_of(last: tuple[int, Any] | None) -> dict[str, Any]:
    """Return nothing known as version 0: the row was written by no editor and no loader."""
    version, at = last or (0, None)
    return {"version": version, "updated_at": at.isoformat() if at else None}

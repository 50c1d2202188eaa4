"""The content version: which state of the public data an answer was made from."""

from datetime import UTC, datetime, timedelta

from django.db import connection
from django.utils import timezone

SQL = """
SELECT (SELECT MAX(serial) FROM initiatives_change),
       (SELECT MAX(visible_from) FROM initiatives_section WHERE visible_from <= %(now)s),
       (SELECT MAX(visible_until) FROM initiatives_section WHERE visible_until <= %(now)s),
       (SELECT MIN(visible_from) FROM initiatives_section WHERE visible_from > %(now)s),
       (SELECT MIN(visible_until) FROM initiatives_section WHERE visible_until > %(now)s)
"""
"""The last serial; the last scheduled instants that have passed and the next ones, for rows come and go
without a write. Only sections are ever scheduled."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FOREVER = float("inf")


class Reading:
    """One look at the database: the version, and the time (epoch seconds) until which it stands by itself."""

    __slots__ = ("stands_until", "version")

    def __init__(self, row: tuple) -> None:
        serial, *instants = row
        passed, coming = instants[:2], instants[2:]
        last = max((microseconds(value) for value in passed if value), default=0)
        self.version = f"{serial or 0}-{last}"
        self.stands_until = min((microseconds(value) / 1e6 for value in coming if value), default=FOREVER)


def microseconds(value: str | datetime) -> int:
    """Return a stored instant as microseconds since 1970; SQLite gives it as text in UTC."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return (aware - EPOCH) // timedelta(microseconds=1)


def read(connection) -> Reading:
    """Read the version through a Django connection. One query.

    The instant is Python's, as it is in the querysets: with the database's clock, a version and the rows it
    stands for could disagree for a moment, and an answer made in that moment would be kept.
    """
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(SQL, {"now": now})
        return Reading(cursor.fetchone())


def content_version() -> str:
    """Return a text that differs whenever the public data differs. One query."""
    return read(connection).version

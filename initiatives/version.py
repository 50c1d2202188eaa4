"""The content version: which state of the public data an answer was made from."""

from django.db import connection

SQL = """
SELECT (SELECT COALESCE(MAX(serial), 0) FROM initiatives_change),
       (SELECT MAX(visible_from) FROM initiatives_section WHERE visible_from <= {now}),
       (SELECT MAX(visible_until) FROM initiatives_section WHERE visible_until <= {now})
"""
"""The last serial, and the last scheduled instants that have passed: rows come and go without a write."""

NOW = {"sqlite": "strftime('%Y-%m-%d %H:%M:%f', 'now')", "postgresql": "clock_timestamp()"}


def content_version() -> str:
    """Return a text that differs whenever the public data differs. One query."""
    with connection.cursor() as cursor:
        cursor.execute(SQL.format(now=NOW[connection.vendor]))
        return "|".join(map(str, cursor.fetchone()))

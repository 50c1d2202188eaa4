"""Whether this process lives (/healthz) and whether it can serve the portal (/readyz)."""

import sqlite3
from functools import lru_cache

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from initiatives import watch


def answer(code: int, **content) -> JsonResponse:
    return JsonResponse(content, status=code, headers={"Cache-Control": "no-store"})


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers, and names its database engine. 503 when the database does not."""
    try:
        return answer(200, status="ok", **engine())
    except Error:
        return answer(503, status="no database", engine=connection.vendor)


def engine() -> dict[str, str]:
    """Return the engine's name and release and, for SQLite, the journal mode the file is in."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA journal_mode")
            return {"engine": f"SQLite {sqlite3.sqlite_version}", "journal_mode": cursor.fetchone()[0]}
        cursor.execute("SHOW server_version")
        return {"engine": f"PostgreSQL {cursor.fetchone()[0]}"}


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """The schema is the one this code needs, and the record can be read. 503 with the reason until then."""
    try:
        is_migrated = not pending_migrations()
    except Error:
        return answer(503, status="no database")
    if not is_migrated:
        pending_migrations.cache_clear()
        return answer(503, status="migrations are missing")
    if watch.current() is None:
        return answer(503, status="the record cannot be read")
    return answer(200, status="ready")


@lru_cache(maxsize=1)
def pending_migrations() -> int:
    """Return how many migrations are not applied. Asked once they are, it does not look again."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))

"""Start-up checks of the storage profile (docs/decisions/0003-sqlite-profile.md)."""

import sqlite3

from django.core.checks import Error, Info, Tags, register
from django.db import connections

from portal.sqlite.engine import is_wal_safe, journal_mode


def sqlite_connections(aliases):
    return [connections[alias] for alias in aliases if connections[alias].vendor == "sqlite"]


@register(deploy=True)
def engine_is_named(app_configs, **kwargs):
    """``check --deploy`` says which engine is linked and which journal mode it may use."""
    if not sqlite_connections(connections):
        return []
    mode = journal_mode(sqlite3.sqlite_version_info)
    return [Info(f"SQLite {sqlite3.sqlite_version}, journal mode {mode.upper()}.", id="portal.I001")]


@register(Tags.database)
def wal_needs_a_fixed_engine(app_configs, databases=None, **kwargs):
    """Refuse a database left in WAL mode by another engine when the linked one can lose its commits."""
    unsafe = not is_wal_safe(sqlite3.sqlite_version_info)
    return [
        wal_is_unsafe(connection.alias)
        for connection in sqlite_connections(databases or [])
        if unsafe and current_mode(connection) == "wal"
    ]


def current_mode(connection):
    with connection.cursor() as cursor:
        return cursor.execute("PRAGMA journal_mode").fetchone()[0]


def wal_is_unsafe(alias):
    return Error(
        f"Database '{alias}' is in WAL mode, which SQLite {sqlite3.sqlite_version} can lose commits in.",
        hint="Stop every process that has it open; the next to start changes the journal mode to DELETE.",
        id="portal.E001",
    )

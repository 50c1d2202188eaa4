"""The content version as the processes of the portal read it, before every answer.

``initiatives.version`` says what it is. Here are connections of its own, one a thread, which never write. On
SQLite the database's own change counter tells whether anything was committed since, so an unchanged database
costs no SQL; on PostgreSQL it is one statement. Why this is safe: docs/decisions/0002-front-layer.md.
"""

import os
import sqlite3
import threading
import time
from collections.abc import Callable
from functools import cache

import django.db
from django.db import connections

from initiatives.version import Reading, read

CONNECT_SECONDS = 3
# Where the file format keeps the counter that every commit outside WAL mode raises.
COUNTER_OFFSET, COUNTER_BYTES = 24, 4


@cache
def descriptor(path: str, inode: int) -> int:
    """Return a descriptor of the database file, opened once a process and never closed.

    Closing any descriptor of a file drops all locks the process has on it, SQLite's included.
    """
    return os.open(path, os.O_RDONLY | os.O_CLOEXEC)


class SQLiteReader:
    """Looks at the change counter first: in the file's header, or with PRAGMA data_version in WAL mode."""

    def __init__(self, connection) -> None:
        self._connection = connection
        connection.ensure_connection()
        self._raw = connection.connection
        # PRAGMA data_version does not count its own connection's commits, so this one must have none.
        self._raw.execute("PRAGMA query_only = ON")
        self._counter: Callable[[], object] = self._choose_counter()
        self._seen: object = None
        self._reading: Reading | None = None

    def version(self) -> str:
        seen = self._counter()
        if seen != self._seen or self._reading is None or time.time() >= self._reading.stands_until:
            self._reading = read(self._connection)
            self._counter = self._choose_counter()
            # The header is read without a lock: a commit under way, or one rolled back after a crash, can
            # show a count that is not yet or no longer true. Only a count that stood still is believed.
            self._seen = seen if self._counter() == seen else None
        return self._reading.version

    def _choose_counter(self) -> Callable[[], object]:
        path = self._raw.execute("PRAGMA database_list").fetchone()[2]
        if not path or self._one("PRAGMA journal_mode") == "wal":
            return lambda: self._one("PRAGMA data_version")
        file = descriptor(path, os.stat(path).st_ino)
        return lambda: os.pread(file, COUNTER_BYTES, COUNTER_OFFSET)

    def _one(self, pragma: str) -> object:
        return self._raw.execute(pragma).fetchone()[0]

    def close(self) -> None:
        self._connection.close()


class PostgreSQLReader:
    """One statement a request; a connection that the server has dropped is opened once more."""

    def __init__(self, connection) -> None:
        connection.settings_dict["OPTIONS"].setdefault("connect_timeout", CONNECT_SECONDS)
        self._connection = connection

    def version(self) -> str:
        return read(self._connection).version

    def close(self) -> None:
        self._connection.close()


READERS = {"sqlite": SQLiteReader, "postgresql": PostgreSQLReader}
ERRORS = (django.db.Error, sqlite3.Error, OSError)


class ContentVersion:
    """Callable that returns the content version, or None when the database cannot be read."""

    def __init__(self, alias: str = "default") -> None:
        self.alias = alias
        self._forget()
        # A connection must not be used on both sides of a fork.
        os.register_at_fork(after_in_child=self._forget)

    def __call__(self) -> str | None:
        return self._try() or (self._try() if self._may_have_been_dropped() else None)

    def _try(self) -> str | None:
        try:
            return self._reader().version()
        except ERRORS:
            self._drop_reader()
            return None

    def _may_have_been_dropped(self) -> bool:
        """A server restarts and leaves every connection dead; SQLite has no server."""
        return connections[self.alias].vendor == "postgresql"

    def close(self) -> None:
        """Close the calling thread's connection; the next call opens another."""
        self._drop_reader()

    def _reader(self) -> SQLiteReader | PostgreSQLReader:
        reader = getattr(self._local, "reader", None)
        if reader is None:
            own = connections[self.alias].copy()
            reader = self._local.reader = READERS[own.vendor](own)
        return reader

    def _drop_reader(self) -> None:
        if reader := self._local.__dict__.pop("reader", None):
            try:
                reader.close()
            except ERRORS:
                return

    def _forget(self) -> None:
        self._local = threading.local()


committed = ContentVersion()


def current() -> str | None:
    """Return the content version as the calling code sees it, or None when it cannot be read.

    Inside a transaction that is the version of the transaction, its own writes included.
    """
    connection = connections["default"]
    return read(connection).version if connection.in_atomic_block else committed()

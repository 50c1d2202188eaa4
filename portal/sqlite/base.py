"""Django's SQLite backend with every write transaction IMMEDIATE, synced in full and queued.

The module has the name Django asks for. What is not here: anything about the schema or the SQL, which stay
Django's own.
"""

import sqlite3

from django.db.backends.sqlite3 import base as stock

from portal.sqlite.engine import journal_mode
from portal.sqlite.queue import WriteQueue

BUSY_SECONDS = 20
# FULL, and the folder is synced too when a rollback journal is removed: without that a power cut can bring
# the journal back, and with it the state before an acknowledged commit. In WAL mode it is the same as FULL.
SYNCHRONOUS = "EXTRA"
# Room for the changed pages of one transaction. When they spill to disk early, a rollback journal shuts the
# readers out until the commit.
CACHE_KIB = 65536
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "DROP", "ALTER", "VACUUM")


class NoQueue:
    """Stands in where there is nobody to queue with: a database in memory."""

    is_held = False

    def enter(self) -> None:
        return

    def leave(self) -> None:
        return


class QueuedCursor(stock.SQLiteCursorWrapper):
    """A cursor whose writes outside a transaction wait in the queue as well."""

    queue: WriteQueue | NoQueue

    def execute(self, query, params=None):
        return self._in_turn(query, super().execute, params)

    def executemany(self, query, param_list):
        return self._in_turn(query, super().executemany, param_list)

    def _in_turn(self, query, run, params):
        if self.queue.is_held or not is_write(query):
            return run(query, params)
        self.queue.enter()
        try:
            return run(query, params)
        finally:
            self.queue.leave()


def is_write(query: str) -> bool:
    """Return whether ``query`` is one of the statements that take the write lock by themselves."""
    return query.lstrip()[:8].upper().startswith(WRITES)


class DatabaseWrapper(stock.DatabaseWrapper):
    """The profile of docs/decisions/0003-sqlite-profile.md; see ``portal.checks`` for its start-up check."""

    def __init__(self, settings_dict, alias="default"):
        super().__init__(settings_dict, alias)
        self.queue = NoQueue() if self.is_in_memory_db() else WriteQueue(f"{settings_dict['NAME']}.lock")

    def get_connection_params(self):
        params = {"timeout": BUSY_SECONDS, **super().get_connection_params()}
        self.transaction_mode = "IMMEDIATE"
        return params

    def get_new_connection(self, conn_params):
        connection = super().get_new_connection(conn_params)
        connection.execute(f"PRAGMA synchronous = {SYNCHRONOUS}")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        if not self.is_in_memory_db():
            self._set_journal_mode(connection)
        return connection

    def create_cursor(self, name=None):
        cursor = self.connection.cursor(factory=QueuedCursor)
        cursor.queue = self.queue
        return cursor

    def journal_mode(self) -> str:
        """Return the mode the database file is in, as SQLite reports it."""
        with self.cursor() as cursor:
            return cursor.execute("PRAGMA journal_mode").fetchone()[0]

    def _set_journal_mode(self, connection):
        wanted = journal_mode(sqlite3.sqlite_version_info)
        if connection.execute("PRAGMA journal_mode").fetchone()[0] == wanted:
            return
        try:
            connection.execute(f"PRAGMA journal_mode = {wanted}")
        except sqlite3.OperationalError:
            # Somebody else has the file open or it cannot be written: the check and /healthz name the mode.
            return

    def _start_transaction_under_autocommit(self):
        with self.wrap_database_errors:
            self.queue.enter()
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self.queue.leave()
            raise

    def _commit(self):
        super()._commit()
        self.queue.leave()

    def _rollback(self):
        super()._rollback()
        self.queue.leave()

    def _close(self):
        try:
            super()._close()
        finally:
            self.queue.leave()

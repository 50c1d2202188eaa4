"""The SQLite profile, on database files of the test's own and with real processes."""

import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing

import pytest
from django.db import OperationalError
from django.db.utils import ConnectionHandler

from portal import checks
from portal.sqlite import engine
from portal.sqlite.base import is_write
from portal.sqlite.queue import WriteQueue

WRITERS, ROUNDS = 8, 25

WRITER = """
import sys
import django
from django.conf import settings
settings.configure(DATABASES={"default": {"ENGINE": "portal.sqlite", "NAME": sys.argv[1]}})
django.setup()
from django.db import connection, transaction
cursor = connection.cursor()
for _ in range(int(sys.argv[2])):
    with transaction.atomic():
        cursor.execute("SELECT value FROM counter")
        value = cursor.fetchone()[0]
        cursor.execute("UPDATE counter SET value = %s", [value + 1])
    cursor.execute("INSERT INTO note (text) VALUES ('outside a transaction')")
    cursor.execute("SELECT COUNT(*) FROM note")
    cursor.fetchall()
"""


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "test.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE counter (value INTEGER)")
        connection.execute("INSERT INTO counter VALUES (0)")
        connection.execute("CREATE TABLE note (text TEXT)")
        connection.commit()
    return path


@pytest.fixture
def connection(path, django_db_blocker):
    """A connection to the test's own file, which pytest-django would else forbid to open."""
    handler = ConnectionHandler({"default": {"ENGINE": "portal.sqlite", "NAME": str(path)}})
    with django_db_blocker.unblock():
        yield handler["default"]
        handler["default"].close()


def value(path, sql):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchone()[0]


def test_no_writer_is_locked_out_and_no_increment_is_lost(path):
    command = [sys.executable, "-c", WRITER, str(path), str(ROUNDS)]
    writers = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(WRITERS)]
    errors = [writer.communicate(timeout=120)[1] for writer in writers]
    assert errors == [""] * WRITERS
    assert value(path, "SELECT value FROM counter") == WRITERS * ROUNDS
    assert value(path, "SELECT COUNT(*) FROM note") == WRITERS * ROUNDS


def test_profile_is_set_on_every_connection(connection):
    with connection.cursor() as cursor:
        pragmas = {}
        for name in ("synchronous", "foreign_keys", "busy_timeout", "journal_mode"):
            pragmas[name] = cursor.execute(f"PRAGMA {name}").fetchone()[0]
    mode = engine.journal_mode(sqlite3.sqlite_version_info)
    assert pragmas == {"synchronous": 3, "foreign_keys": 1, "busy_timeout": 20_000, "journal_mode": mode}


def test_transaction_takes_the_write_lock_when_it_begins(connection, path):
    with (
        in_transaction(connection),
        closing(sqlite3.connect(path, timeout=0)) as other,
        pytest.raises(sqlite3.OperationalError, match="locked"),
    ):
        other.execute("BEGIN IMMEDIATE")


class in_transaction:  # noqa: N801 (reads as the with statement it stands in)
    """``transaction.atomic`` for a connection that is not among the project's own."""

    def __init__(self, connection):
        self.connection = connection

    def __enter__(self):
        self.connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)

    def __exit__(self, kind, error, traceback):
        if kind:
            self.connection.rollback()
        else:
            self.connection.commit()
        self.connection.set_autocommit(True)


@pytest.mark.parametrize("ends", ["commit", "rollback", "close"])
def test_turn_in_the_queue_ends_with_the_transaction(connection, ends):
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    assert connection.queue.is_held
    getattr(connection, ends)()
    assert not connection.queue.is_held


def test_turn_ends_when_the_transaction_cannot_begin(connection, path):
    connection.settings_dict["OPTIONS"]["timeout"] = 0
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="locked"):
            connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        other.rollback()
    assert not connection.queue.is_held


def test_write_outside_a_transaction_waits_its_turn(connection, path):
    first = WriteQueue(f"{path}.lock")
    first.enter()
    done = threading.Event()

    def write():
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO note (text) VALUES ('late')")
        done.set()

    connection.inc_thread_sharing()
    connection.ensure_connection()
    writer = threading.Thread(target=write)
    writer.start()
    assert not done.wait(0.2)
    first.leave()
    writer.join()
    assert value(path, "SELECT COUNT(*) FROM note") == 1


def test_reading_never_queues(connection, path):
    first = WriteQueue(f"{path}.lock")
    first.enter()
    with connection.cursor() as cursor:
        assert cursor.execute("SELECT value FROM counter").fetchone()[0] == 0
    first.leave()


def test_waiting_for_the_queue_has_an_end(tmp_path):
    first, second = (WriteQueue(str(tmp_path / "lock"), wait_seconds=0.1) for _ in range(2))
    first.enter()
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        second.enter()
    assert not second.is_held
    first.leave()
    second.enter()
    assert second.is_held
    second.leave()


def test_child_forked_during_a_turn_does_not_hold_it(tmp_path):
    queue = WriteQueue(str(tmp_path / "lock"), wait_seconds=5)
    queue.enter()
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.read(reader, 1)
        os._exit(int(queue.is_held))
    queue.leave()
    queue.enter()
    queue.leave()
    os.write(writer, b"x")
    assert os.waitpid(child, 0)[1] == 0
    os.close(reader)
    os.close(writer)


def test_database_in_memory_has_no_queue(django_db_blocker):
    connection = ConnectionHandler({"default": {"ENGINE": "portal.sqlite", "NAME": ":memory:"}})["default"]
    with django_db_blocker.unblock(), in_transaction(connection):
        assert not connection.queue.is_held
    connection.connection.close()


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("INSERT INTO a VALUES (1)", True),
        ("  update a SET b = 1", True),
        ("REPLACE INTO a VALUES (1)", True),
        ("DROP INDEX a", True),
        ("SELECT 1", False),
        ("PRAGMA journal_mode", False),
        ("SAVEPOINT a", False),
        ("BEGIN IMMEDIATE", False),
    ],
)
def test_writes_are_told_from_reads(sql, expected):
    assert is_write(sql) is expected


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 40, 1), "delete"),
        ((3, 44, 5), "delete"),
        ((3, 44, 6), "wal"),
        ((3, 45, 9), "delete"),
        ((3, 50, 6), "delete"),
        ((3, 50, 7), "wal"),
        ((3, 51, 2), "delete"),
        ((3, 51, 3), "wal"),
        ((3, 53, 0), "wal"),
    ],
)
def test_wal_only_where_the_engine_carries_the_fix(version, mode):
    assert engine.journal_mode(version) == mode


def test_database_another_engine_left_in_wal_is_brought_back(connection, path, monkeypatch):
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 40, 1))
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA journal_mode = WAL")
    assert connection.journal_mode() == "delete"


def test_check_refuses_wal_on_an_engine_that_loses_commits(connection, path, monkeypatch):
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 40, 1))
    other = sqlite3.connect(path)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("SELECT * FROM note").fetchall()
    monkeypatch.setattr(checks, "connections", {"default": connection})
    connection.settings_dict["OPTIONS"]["timeout"] = 0
    found = checks.wal_needs_a_fixed_engine(None, databases=["default"])
    other.close()
    assert [error.id for error in found] == ["portal.E001"]
    assert sqlite3.sqlite_version in found[0].msg


@pytest.mark.sqlite
def test_deploy_check_names_the_engine():
    named = checks.engine_is_named(None)
    assert [f"SQLite {sqlite3.sqlite_version}" in info.msg for info in named] == [True]

"""The content version, read from a database file that other connections write."""

import os
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.db.utils import ConnectionHandler

from initiatives import watch

TABLES = """
CREATE TABLE initiatives_change (serial INTEGER PRIMARY KEY);
CREATE TABLE initiatives_section (visible_from datetime NOT NULL, visible_until datetime);
"""


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "test.sqlite3"
    with closing(sqlite3.connect(path)) as file:
        file.executescript(TABLES)
    return path


@pytest.fixture
def read_version(path, monkeypatch, django_db_blocker):
    handler = ConnectionHandler({"default": {"ENGINE": "portal.sqlite", "NAME": str(path)}})
    monkeypatch.setattr(watch, "connections", handler)
    read_version = watch.ContentVersion()
    with django_db_blocker.unblock():
        yield read_version
        read_version.close()


def write(path, sql, *values):
    with closing(sqlite3.connect(path)) as file, file:
        file.execute(sql, values)


def publish(path, serial):
    write(path, "INSERT INTO initiatives_change VALUES (?)", serial)


def schedule(path, column, seconds):
    moment = datetime.now(UTC).replace(tzinfo=None) + timedelta(seconds=seconds)
    past = datetime(2020, 1, 1)  # noqa: DTZ001 (SQLite keeps UTC without a zone)
    values = {"visible_from": past, "visible_until": None} | {column: moment}
    row = [value and str(value) for value in values.values()]
    write(path, "INSERT INTO initiatives_section VALUES (?, ?)", *row)


def counted_reads(monkeypatch):
    """Return a list that grows by one whenever the version is asked for by SQL."""
    calls = []
    monkeypatch.setattr(watch, "read", lambda source: calls.append(1) or original(source))
    return calls


original = watch.read


@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
def test_every_commit_shows_in_the_next_reading(path, read_version, mode, monkeypatch):
    if mode == "WAL":
        monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 53, 0))
    write(path, f"PRAGMA journal_mode = {mode}")
    for serial in range(1, 30):
        publish(path, serial)
        assert read_version() == f"{serial}-0"


@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
def test_unchanged_database_is_asked_no_sql(path, read_version, mode, monkeypatch):
    if mode == "WAL":
        monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 53, 0))
    write(path, f"PRAGMA journal_mode = {mode}")
    publish(path, 1)
    read_version(), read_version()
    calls = counted_reads(monkeypatch)
    assert {read_version() for _ in range(10)} == {"1-0"}
    assert calls == []


def test_database_that_turns_to_wal_while_read_is_still_followed(path, read_version, monkeypatch):
    publish(path, 1)
    assert read_version() == "1-0"
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 53, 0))
    write(path, "PRAGMA journal_mode = WAL")
    for serial in range(2, 6):
        publish(path, serial)
        assert read_version() == f"{serial}-0"


def test_uncommitted_and_rolled_back_writes_do_not_show(path, read_version):
    publish(path, 1)
    with closing(sqlite3.connect(path)) as file:
        file.execute("INSERT INTO initiatives_change VALUES (2)")
        assert read_version() == "1-0"
        file.rollback()
    assert read_version() == "1-0"
    publish(path, 3)
    assert read_version() == "3-0"


def test_count_that_did_not_stand_still_is_not_believed(path, read_version, monkeypatch):
    """A writer that dies while committing shows a count that its rollback takes back and the next reuses."""
    publish(path, 1)
    read_version()
    reader = read_version._reader()
    counts = iter([b"dead", b"back", b"dead", b"dead"])
    reader._counter = lambda: next(counts)
    monkeypatch.setattr(reader, "_choose_counter", lambda: reader._counter)
    assert read_version() == "1-0"
    publish(path, 2)
    assert read_version() == "2-0"


@pytest.mark.parametrize("column", ["visible_from", "visible_until"])
def test_scheduled_instant_changes_the_version_without_a_write(path, read_version, column):
    publish(path, 1)
    schedule(path, column, seconds=0.5)
    before = read_version()
    deadline = time.monotonic() + 10
    while read_version() == before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert read_version() > before
    assert read_version() == read_version()


def test_each_thread_reads_through_a_connection_of_its_own(path, read_version):
    publish(path, 7)
    seen = []

    def read():
        seen.append((read_version(), read_version._reader()))
        read_version.close()

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [found for found, _ in seen] == ["7-0"] * 3
    assert len({id(reader) for _, reader in seen}) == 3


def test_child_process_opens_its_own_connection(path, read_version):
    publish(path, 1)
    read_version()
    child = os.fork()
    if child == 0:
        has_none = not hasattr(read_version._local, "reader")
        os._exit(0 if has_none and read_version() == "1-0" else 1)
    assert os.waitpid(child, 0)[1] == 0
    publish(path, 2)
    assert read_version() == "2-0"


def test_looking_at_the_counter_keeps_the_locks_of_the_process(path, read_version):
    """POSIX drops a process's locks on a file when it closes any descriptor of it."""
    publish(path, 1)
    with closing(sqlite3.connect(path, timeout=0)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        read_version()
        read_version.close()
        probe = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN IMMEDIATE')"
        done = subprocess.run(
            [sys.executable, "-c", probe, str(path)], capture_output=True, text=True, check=False
        )
        assert "database is locked" in done.stderr
        writer.rollback()


@pytest.mark.parametrize("damage", ["missing tables", "missing folder"])
def test_unreadable_database_has_no_version(path, read_version, damage):
    if damage == "missing tables":
        write(path, "DROP TABLE initiatives_change")
    else:
        watch.connections["default"].settings_dict["NAME"] = str(path / "nowhere")
    assert read_version() is None
    assert read_version() is None


def test_version_comes_back_with_the_database(path, read_version):
    write(path, "ALTER TABLE initiatives_change RENAME TO lost")
    assert read_version() is None
    write(path, "ALTER TABLE lost RENAME TO initiatives_change")
    publish(path, 1)
    assert read_version() == "1-0"


@pytest.mark.django_db
def test_code_inside_a_transaction_sees_its_own_writes():
    from initiatives.models import Change

    before = watch.current()
    last = Change.objects.first()
    last.serial += 1
    last.save(force_insert=True)
    assert watch.current() != before


@pytest.fixture
def server_version(db):
    server_version = watch.ContentVersion()
    yield server_version
    server_version.close()


@pytest.mark.postgresql
def test_connection_the_server_dropped_is_opened_again(server_version):
    before = server_version()
    server = server_version._reader()._connection.connection.info.backend_pid
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [server])
    assert before is not None
    assert server_version() == before


@pytest.mark.postgresql
def test_server_that_is_away_gives_no_version(server_version, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "PORT", "1")
    assert server_version() is None
    monkeypatch.undo()
    assert server_version() is not None

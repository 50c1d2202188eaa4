"""What /healthz and /readyz say, and that they say it when something is missing."""

import sqlite3

import pytest
from django.db import DatabaseError

from portal import health

pytestmark = pytest.mark.django_db


def unreachable():
    raise DatabaseError("the server is away")


@pytest.mark.sqlite
def test_healthz_names_engine_and_journal_mode(client):
    found = client.get("/healthz").json()
    assert found == {"status": "ok", "engine": f"SQLite {sqlite3.sqlite_version}", "journal_mode": "memory"}


@pytest.mark.postgresql
def test_healthz_names_the_server(client):
    assert client.get("/healthz").json()["engine"].startswith("PostgreSQL 1")


def test_healthz_answers_without_a_database(client, monkeypatch):
    monkeypatch.setattr(health, "engine", unreachable)
    response = client.get("/healthz")
    assert (response.status_code, response.json()["status"]) == (503, "no database")


def test_readyz_is_ready_when_schema_and_record_are(client):
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (200, {"status": "ready"})
    assert "no-store" in response["Cache-Control"]


def test_readyz_waits_for_migrations_and_looks_again(client, monkeypatch):
    health.pending_migrations.cache_clear()
    monkeypatch.setattr("django.db.migrations.executor.MigrationExecutor.migration_plan", lambda *_: ["one"])
    assert client.get("/readyz").status_code == 503
    monkeypatch.undo()
    assert client.get("/readyz").status_code == 200


def test_readyz_waits_for_the_record(client, monkeypatch):
    monkeypatch.setattr("initiatives.watch.current", lambda: None)
    response = client.get("/readyz")
    assert (response.status_code, response.json()["status"]) == (503, "the record cannot be read")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_is_read_only(client, path):
    assert client.post(path).status_code == 405

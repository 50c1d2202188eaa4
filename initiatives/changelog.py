"""The one rising serial: how a change of public data is written down."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection
from django.db.models import Max

from initiatives.choices import Verb
from initiatives.models import Change

LOCK = 20170423
"""Advisory lock that makes serials rise in commit order on PostgreSQL. SQLite has one writer anyway."""

DELETED = "deleted"
"""Stands where the digest would, in the last Change of a place, theme or report."""


def lock() -> int:
    """Wait for the other writers and return the last serial. Call inside a transaction."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    return Change.objects.aggregate(last=Max("serial"))["last"] or 0


def record(changes: Iterable[Change], *, after: int) -> list[Change]:
    """Number the changes on from ``after`` and store them."""
    numbered = list(changes)
    for serial, change in enumerate(numbered, start=after + 1):
        change.serial = serial
    return Change.objects.bulk_create(numbered, batch_size=500)


def record_reference(key: str, digest: str, at: datetime) -> Change | None:
    """Store that reference data (a place, theme or report) was edited; None when it says what it said."""
    last_serial = lock()
    latest = Change.objects.filter(key=key).order_by("-serial").first()
    if latest and latest.digest == digest:
        return None
    version = latest.version + 1 if latest else 1
    change = Change(verb=Verb.PLACE, key=key, version=version, digest=digest, at=at)
    return record([change], after=last_serial)[0]


def record_reference_deleted(key: str, at: datetime) -> Change | None:
    """Store that reference data is gone; None when nobody was ever told of it."""
    lock()
    is_known = Change.objects.filter(key=key).exists()
    return record_reference(key, DELETED, at) if is_known else None


def last_versions(keys: Iterable[str]) -> dict[str, tuple[int, datetime]]:
    """Return key → the version and the instant of its last Change. One query."""
    latest = Change.objects.filter(key__in=list(keys)).order_by()
    return {
        key: (version, at)
        for key, version, at in latest.values_list("key").annotate(Max("version"), Max("at"))
    }

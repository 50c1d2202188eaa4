"""The record is append-only below the ORM too."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from initiatives import guards
from initiatives.models import Section

pytestmark = pytest.mark.django_db


def refused(sql: str, *parameters) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, parameters)
    except DatabaseError as error:
        return "append-only" in str(error)
    return False


@pytest.mark.parametrize("table", [*guards.ENDED, *guards.FIXED])
def test_no_row_is_ever_deleted(table):
    assert refused(f"DELETE FROM {table}")


@pytest.mark.parametrize("table", [*guards.ENDED, *guards.FIXED])
def test_no_column_is_ever_changed(table):
    with connection.cursor() as cursor:
        columns = [c.name for c in connection.introspection.get_table_description(cursor, table)]
    for column in set(columns) - {guards.ENDED.get(table)}:
        other = "id + 1000000" if column == "id" else "NULL"
        assert refused(f'UPDATE {table} SET "{column}" = {other}'), column


@pytest.mark.parametrize("table", guards.ENDED)
def test_an_open_row_may_be_ended_once(table):
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET visible_until = %s", [timezone.now() - timedelta(milliseconds=50)]
        )
    assert refused(f"UPDATE {table} SET visible_until = NULL")


def test_saving_a_record_row_again_is_refused():
    section = Section.objects.first()
    section.heading = "改过的"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        section.save()

"""An edit of reference data is one change, however many rows it saves."""

import pytest
from django.db import transaction

from districts.models import District, PlaceName, Zone
from initiatives import references
from initiatives.models import Change, Report, Theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def changes():
    """A function that returns the keys of the changes made since the test began, oldest first."""
    start = Change.objects.first().serial
    made = Change.objects.filter(serial__gt=start).order_by("serial")
    return lambda: list(made.values_list("key", flat=True))


def edit(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def test_each_saved_row_is_an_edit_of_its_own(changes):
    edit(Theme.objects.first(), description="一")
    edit(Report.objects.get(year=2017), chapter_number="九")
    assert changes() == [f"theme:{Theme.objects.first().slug}", "report:2017"]


def test_edits_made_together_are_one_change_for_each_owner(changes):
    district = District.objects.get(code="310104")
    with references.batched():
        edit(district, summary="一")
        PlaceName.objects.create(text="甲", district=district)
        with references.batched():
            PlaceName.objects.create(text="乙", district=district)
        edit(Zone.objects.get(slug="lingang"), summary="二")
        assert changes() == []
    assert changes() == ["district:310104", "zone:lingang"]


def test_edits_that_end_where_they_began_are_no_change(changes):
    district = District.objects.get(code="310104")
    before = district.summary
    with references.batched():
        edit(district, summary="一")
        edit(district, summary=before)
    assert changes() == []


def test_edits_that_fail_leave_nothing(changes):
    def fail():
        with references.batched():
            edit(District.objects.get(code="310104"), summary="一")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    edit(Theme.objects.first(), description="一")
    assert changes() == [f"theme:{Theme.objects.first().slug}"]


def test_what_was_undone_inside_is_no_change(changes):
    with references.batched(), transaction.atomic():
        Theme.objects.create(slug="new", name="新", name_en="New", position=99)
        edit(District.objects.get(code="310104"), summary="一")
        transaction.set_rollback(True)
    assert changes() == []


def test_a_change_says_the_same_wherever_it_is_stored():
    """The digest leaves out row numbers: two databases with the same words agree."""
    theme = Theme.objects.first()
    assert "id" not in references.document_of(theme)

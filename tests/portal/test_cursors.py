"""A walk through keyset pages sees every row once, forwards and backwards."""

import pytest

from initiatives import publishing
from initiatives.models import Initiative, Section
from portal.web.cursors import keyset_page
from portal.web.problems import BadParameters
from tests.documents import make_section

pytestmark = pytest.mark.django_db


def page(cursor: str = "", *, ordering: str = "newest_first", size: int = 20):
    return keyset_page(Initiative.objects.current(), ordering=ordering, name="uid", size=size, cursor=cursor)


def walk(ordering: str, size: int) -> list[list[str]]:
    pages, cursor = [], ""
    while cursor is not None:
        found = page(cursor, ordering=ordering, size=size)
        pages.append([row.uid for row in found.rows])
        cursor = found.next
    return pages


@pytest.mark.parametrize("ordering", ["newest_first", "oldest_first", "by_place"])
@pytest.mark.parametrize("size", [1, 20, 73, 146, 1000])
def test_a_walk_sees_every_row_once_in_order(ordering, size):
    seen = [uid for uids in walk(ordering, size) for uid in uids]
    rows = Initiative.objects.current().order_by(ordering, "uid")
    assert seen == list(rows.values_list("uid", flat=True))


def test_the_way_back_is_the_way_there_reversed():
    there = walk("newest_first", 20)
    cursor, back = page().next, []
    while page(cursor).next:
        cursor = page(cursor).next
    back.append([row.uid for row in page(cursor).rows])
    while (cursor := page(cursor).previous) is not None:
        back.append([row.uid for row in page(cursor).rows])
    assert back[::-1] == there


def test_rows_published_meanwhile_do_not_hide_or_repeat_others():
    before = {uid for uids in walk("newest_first", 20) for uid in uids}
    first = page()
    publishing.publish([make_section(year=2023, position=1)])
    publishing.withdraw(year=2023, slug="pudong", note="有误")
    seen, cursor = [row.uid for row in first.rows], first.next
    while cursor:
        found = page(cursor)
        seen += [row.uid for row in found.rows]
        cursor = found.next
    assert len(seen) == len(set(seen))
    assert {uid for uid in before if "pudong" not in uid} <= set(seen)


def test_a_cursor_is_the_same_in_every_process():
    assert page().next == page().next


@pytest.mark.parametrize("cursor", ["x", "cD0=", "a:b", "9" * 5000, "\udc00", page.__name__ + ":abc"])
def test_a_foreign_cursor_is_refused(cursor):
    with pytest.raises(BadParameters):
        page(cursor)


def test_a_cursor_of_another_ordering_is_refused():
    with pytest.raises(BadParameters):
        page(page().next, ordering="by_place")


def test_a_cursor_of_another_list_is_refused():
    rows = Section.objects.current()
    foreign = keyset_page(rows, ordering="newest_first", name="slug", size=2).next
    with pytest.raises(BadParameters):
        page(foreign)


def test_a_forged_cursor_is_refused():
    cursor = page().next
    with pytest.raises(BadParameters):
        page(cursor[:-1] + ("A" if cursor[-1] != "A" else "B"))

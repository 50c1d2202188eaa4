"""The door: what it writes, what it refuses, and that it writes nothing when it refuses."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from initiatives import counts, publishing, tallies
from initiatives.choices import Verb
from initiatives.documents import ChapterDocument, PassageDocument, QuantityDocument
from initiatives.models import Change, Initiative, Passage, Section, Tally
from initiatives.refusals import (
    LaterVersionScheduled,
    NotPublished,
    PublishRefused,
    UnfaithfulDocument,
    UnknownReference,
)
from tests.documents import BODY, make_initiative, make_section

pytestmark = pytest.mark.django_db


def test_a_published_section_is_current_with_its_initiatives_and_one_change():
    before = Change.objects.count()
    changes = publishing.publish([make_section()], note="")
    section = Section.objects.current().get(year=2017, slug="test")
    initiative = section.initiatives.get()
    assert (section.number, section.body, initiative.exact) == (1, BODY, "设立三支基金")
    assert section.body[initiative.start : initiative.end] == initiative.exact
    assert [(c.verb, c.key, c.version) for c in changes] == [(Verb.PUBLISH, "section:2017/test", 1)]
    assert Change.objects.count() == before + 1


def test_publishing_an_unchanged_document_changes_nothing():
    publishing.publish([make_section()])
    before = (Section.objects.count(), Initiative.objects.count(), Change.objects.count())
    assert publishing.publish([make_section()]) == []
    assert (Section.objects.count(), Initiative.objects.count(), Change.objects.count()) == before


def test_a_correction_ends_the_version_it_replaces_and_keeps_it():
    publishing.publish([make_section()])
    changes = publishing.publish([make_section(heading="普陀区")], note="改正小标题")
    old, new = Section.objects.filter(year=2017, slug="test").order_by("number")
    assert (old.heading, new.heading) == ("普陀", "普陀区")
    assert old.visible_until == new.visible_from
    assert (changes[0].verb, changes[0].version, changes[0].note) == (Verb.CORRECT, 2, "改正小标题")
    assert [i.section_id for i in Initiative.objects.current().filter(uid="2017-test-01")] == [new.pk]


def test_a_scheduled_version_becomes_current_at_its_instant_without_a_write():
    publishing.publish([make_section()])
    soon = timezone.now() + timedelta(days=1)
    publishing.publish([make_section(heading="普陀区")], at=soon)
    at = {s.heading for s in Section.objects.current().filter(slug="test")}
    later = {s.heading for s in Section.objects.current(soon).filter(slug="test")}
    assert (at, later) == ({"普陀"}, {"普陀区"})


def test_no_version_may_end_before_it_began():
    publishing.publish([make_section()])
    publishing.publish([make_section(heading="普陀区")], at=timezone.now() + timedelta(days=1))
    with pytest.raises(LaterVersionScheduled):
        publishing.publish([make_section(heading="普陀区域")])


def test_a_withdrawn_section_is_gone_from_now_and_remembered():
    publishing.publish([make_section()])
    seen_at = timezone.now()
    change = publishing.withdraw(year=2017, slug="test", note="有误")
    assert (change.verb, change.note) == (Verb.WITHDRAW, "有误")
    assert not Section.objects.current().filter(slug="test").exists()
    assert not Initiative.objects.current().filter(uid="2017-test-01").exists()
    assert Section.objects.current(seen_at).filter(slug="test").exists()
    with pytest.raises(NotPublished):
        publishing.withdraw(year=2017, slug="test", note="又一次")


def test_a_withdrawn_section_may_come_back_as_its_next_version():
    publishing.publish([make_section()])
    publishing.withdraw(year=2017, slug="test", note="有误")
    publishing.publish([make_section()])
    assert Section.objects.current().get(slug="test").number == 2


@pytest.mark.parametrize(
    ("document", "refusal"),
    [
        (make_section(initiatives=(make_initiative(start=0, end=6),)), UnfaithfulDocument),
        (
            make_section(
                initiatives=(make_initiative(quantities=(QuantityDocument("三支", Decimal(3), 0, 2),)),)
            ),
            UnfaithfulDocument,
        ),
        (make_section(initiatives=(make_initiative(uid="2017/测试-01"),)), UnfaithfulDocument),
        (make_section(districts=("999999",)), UnknownReference),
        (make_section(zones=("nowhere",)), UnknownReference),
        (make_section(year=1950), UnknownReference),
        (make_section(initiatives=(make_initiative(themes=("nothing",)),)), UnknownReference),
    ],
)
def test_a_refused_document_leaves_the_record_as_it_was(document, refusal):
    before = (Section.objects.count(), Change.objects.count(), Tally.objects.count())
    with pytest.raises(refusal):
        publishing.publish([make_section(slug="good"), document])
    assert (Section.objects.count(), Change.objects.count(), Tally.objects.count()) == before


def test_a_section_given_twice_is_refused():
    with pytest.raises(PublishRefused):
        publishing.publish([make_section(), make_section(heading="普陀区")])


@pytest.mark.parametrize(
    "documents",
    [
        [make_section(), make_section(slug="other")],
        [make_section(initiatives=(make_initiative(uid="2023-xuhui-03"),))],
    ],
    ids=["given twice", "of another section"],
)
def test_an_id_that_is_another_initiatives_is_refused(documents):
    before = Section.objects.count()
    with pytest.raises(PublishRefused):
        publishing.publish(documents)
    assert Section.objects.count() == before


def test_serials_rise_by_one():
    first = publishing.publish([make_section(), make_section(slug="other", initiatives=())])
    second = publishing.withdraw(year=2017, slug="test", note="有误")
    assert [c.serial for c in [*first, second]] == list(range(first[0].serial, first[0].serial + 3))


def test_the_predicate_agrees_with_the_queryset():
    publishing.publish([make_section()])
    publishing.publish([make_section(heading="普陀区")], at=timezone.now() + timedelta(days=1))
    for instant in (timezone.now(), timezone.now() + timedelta(days=2), timezone.now() - timedelta(days=2)):
        current = set(Section.objects.current(instant))
        assert current == {s for s in Section.objects.all() if s.is_current_at(instant)}


@pytest.mark.parametrize("facet", counts.PATHS)
def test_tallies_equal_a_count_of_the_rows_after_publish_correct_and_withdraw(facet):
    publishing.publish([make_section(), make_section(slug="other", initiatives=())])
    publishing.publish([make_section(initiatives=(make_initiative(kind="plan", themes=("policy",)),))])
    publishing.withdraw(year=2023, slug="xuhui", note="有误")
    assert counts.have_tallies()
    rows = Initiative.objects.current()
    assert counts.singles(facet, counted=False) == counts.by_facet(rows, facet)
    assert counts.singles(facet) == counts.by_facet(rows.counted(), facet)


def test_tallies_step_aside_while_a_scheduled_version_is_due_and_are_rebuilt_by_the_next_change():
    publishing.publish([make_section()], at=timezone.now() + timedelta(hours=1))
    later = timezone.now() + timedelta(hours=2)
    assert not tallies.are_fresh(tallies.written_at(), later)
    assert counts.have_tallies()
    tallies.rebuild(later)
    assert Tally.objects.get(facet="year", value="2017", by_facet="", is_counted=True).count == 42


def test_a_chapter_stored_after_a_schedule_came_due_counts_anew(monkeypatch):
    publishing.publish([make_section()], at=timezone.now() + timedelta(hours=1))
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    passages = (PassageDocument("title", "新标题"), PassageDocument("space", "\n"))
    publishing.publish_chapter(ChapterDocument(2017, "新标题\n", passages))
    assert counts.have_tallies()
    assert counts.singles("year") == counts.by_facet(Initiative.objects.current().counted(), "year")


def test_a_chapter_with_a_gap_is_refused():
    passages = (PassageDocument("title", "标题"),)
    with pytest.raises(UnfaithfulDocument):
        publishing.publish_chapter(ChapterDocument(2017, "标题\n", passages))


def test_a_reprinted_chapter_replaces_the_one_before():
    passages = (PassageDocument("title", "新标题"), PassageDocument("space", "\n"))
    change = publishing.publish_chapter(ChapterDocument(2017, "新标题\n", passages))
    assert (change.verb, change.version) == (Verb.CORRECT, 2)
    assert [p.text for p in Passage.objects.current().filter(report__year=2017)] == ["新标题", "\n"]

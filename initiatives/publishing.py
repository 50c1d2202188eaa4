"""The one door to the record: publish and withdraw. Called only by ``editorial``.

Each is one transaction and writes everything that follows along with the rows: the end of the replaced
version, links, search tokens, composed JSON, tallies, and one Change a section.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby

from django.db import transaction
from django.utils import timezone

from initiatives import changelog, tallies
from initiatives.choices import Verb
from initiatives.documents import ChapterDocument, SectionDocument
from initiatives.models import Change, Initiative, Passage, Report, Section
from initiatives.refusals import LaterVersionScheduled, NotPublished, PublishRefused
from initiatives.rows import Places, write_sections

BATCH = 500


def batches(rows: list) -> Iterator[list]:
    return (rows[first : first + BATCH] for first in range(0, len(rows), BATCH))


def publish(
    documents: Iterable[SectionDocument], *, at: datetime | None = None, note: str = ""
) -> list[Change]:
    """Make each document the current version of its section, from now or from ``at``.

    A document equal to the latest version changes nothing. Raises UnfaithfulDocument when a quotation is
    not in its text, LaterVersionScheduled when one would end a version before it began, and
    PublishRefused for an unknown report, place or theme, a section given twice, or an initiative's id that is
    another's. Then nothing is written.
    """
    wanted = list(documents)
    for document in wanted:
        document.check()
    with transaction.atomic():
        serial = changelog.lock()
        now = timezone.now()
        instant = at if at and at > now else now
        latest = latest_versions(wanted)
        fresh = [d for d in wanted if not is_current(latest.get((d.year, d.slug)), d)]
        replaced = [latest[d.year, d.slug] for d in fresh if (d.year, d.slug) in latest]
        places = Places.load(fresh)
        was_fresh = tallies.are_fresh(tallies.written_at(), now)
        ended = end(replaced, instant)
        refuse_taken_ids(fresh)
        numbers = {key: section.number for key, section in latest.items()}
        rows = write_sections(fresh, places, numbers=numbers, instant=instant, now=now)
        keep_tallies(was_fresh, now, added=rows.initiatives, ended=ended, is_due=instant == now)
        return changelog.record([change_of(s, now, note) for s in rows.sections], after=serial)


def withdraw(*, year: int, slug: str, note: str, at: datetime | None = None) -> Change:
    """End the current version of a section, now or at ``at``; its words stay in the record's past.

    None of its versions is shown from then on, not even by number. Raises NotPublished when there is no
    current version, LaterVersionScheduled when one has not begun yet.
    """
    with transaction.atomic():
        serial = changelog.lock()
        now = timezone.now()
        instant = at if at and at > now else now
        section = Section.objects.filter(year=year, slug=slug, visible_until__isnull=True).first()
        if section is None:
            raise NotPublished(f"{year}/{slug}")
        was_fresh = tallies.are_fresh(tallies.written_at(), now)
        ended = end([section], instant)
        keep_tallies(was_fresh, now, added=[], ended=ended, is_due=instant == now)
        change = change_of(section, now, note)
        change.verb = Verb.WITHDRAW
        return changelog.record([change], after=serial)[0]


def publish_chapter(chapter: ChapterDocument) -> Change | None:
    """Store a report's chapter as printed; None when it is stored already. Raises UnfaithfulDocument."""
    chapter.check()
    with transaction.atomic():
        serial = changelog.lock()
        now = timezone.now()
        report = Report.objects.get(year=chapter.year)
        key, digest = f"chapter:{chapter.year}", chapter.digest()
        latest = Change.objects.filter(key=key).order_by("-serial").first()
        if latest and latest.digest == digest:
            return None
        was_fresh = tallies.are_fresh(tallies.written_at(), now)
        Passage.objects.filter(report=report, visible_until__isnull=True).update(visible_until=now)
        Passage.objects.bulk_create(passages_of(chapter, report, now), batch_size=BATCH)
        # The change written here is what tells how old the tallies are.
        keep_tallies(was_fresh, now, added=[], ended=[], is_due=True)
        verb, version = (Verb.CORRECT, latest.version + 1) if latest else (Verb.PUBLISH, 1)
        change = Change(verb=verb, key=key, version=version, digest=digest, at=now)
        return changelog.record([change], after=serial)[0]


def passages_of(chapter: ChapterDocument, report: Report, now: datetime) -> list[Passage]:
    rows, start = [], 0
    for position, passage in enumerate(chapter.passages, start=1):
        end_of_passage = start + len(passage.text)
        rows.append(
            Passage(
                report=report,
                position=position,
                kind=passage.kind,
                text=passage.text,
                text_en=passage.text_en,
                section_slug=passage.section_slug,
                source_sha256=chapter.source_sha256,
                start=start,
                end=end_of_passage,
                visible_from=now,
            )
        )
        start = end_of_passage
    return rows


def latest_versions(documents: list[SectionDocument]) -> dict[tuple[int, str], Section]:
    """Return the newest version of each section named, current or not, by year and slug."""
    latest: dict[tuple[int, str], Section] = {}
    for year, of_year in groupby(sorted(documents, key=lambda d: d.year), key=lambda d: d.year):
        slugs = [document.slug for document in of_year]
        if len(set(slugs)) < len(slugs):
            raise PublishRefused(f"{year}: a section is given twice")
        for some in batches(slugs):
            versions = Section.objects.filter(year=year, slug__in=some).defer("composed", "tokens")
            latest |= {(year, section.slug): section for section in versions.order_by("number")}
    return latest


def refuse_taken_ids(documents: list[SectionDocument]) -> None:
    """Raise PublishRefused for an id that two initiatives would have. Replaced ones have ended before."""
    uids = [initiative.uid for document in documents for initiative in document.initiatives]
    for some in batches(uids):
        open_ones = Initiative.objects.filter(uid__in=some, visible_until__isnull=True)
        if (taken := open_ones.values_list("uid", flat=True).first()) or len(set(uids)) < len(uids):
            raise PublishRefused(f"an initiative's id is another's: {taken or 'one is given twice'}")


def is_current(section: Section | None, document: SectionDocument) -> bool:
    return section is not None and section.visible_until is None and section.digest == document.digest()


def end(sections: list[Section], instant: datetime) -> list[Initiative]:
    """End versions that are open at an instant and return their initiatives, as they stood."""
    open_ones = [s for s in sections if s.visible_until is None or s.visible_until > instant]
    for section in open_ones:
        if section.visible_from >= instant:
            raise LaterVersionScheduled(f"{section.year}/{section.slug} version {section.number}")
    ended: list[Initiative] = []
    for some in batches(open_ones):
        ids = [section.pk for section in some]
        ended += Initiative.objects.filter(section__in=ids).defer("composed", "tokens")
        Initiative.objects.filter(section__in=ids).update(visible_until=instant)
        Section.objects.filter(pk__in=ids).update(visible_until=instant)
    return ended


def keep_tallies(
    was_fresh: bool, now: datetime, *, added: list[Initiative], ended: list[Initiative], is_due: bool
) -> None:
    """Count the change in, or count anew when a schedule came due unnoticed since the last change."""
    if not was_fresh:
        tallies.rebuild(now)
    elif is_due:
        tallies.add(added, sign=1)
        tallies.add(ended, sign=-1)


def change_of(section: Section, now: datetime, note: str) -> Change:
    verb = Verb.PUBLISH if section.number == 1 else Verb.CORRECT
    key = f"section:{section.year}/{section.slug}"
    return Change(verb=verb, key=key, version=section.number, digest=section.digest, note=note, at=now)

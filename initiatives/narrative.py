"""Sections as pages show them: the narrative with its clauses marked, and beside it the notes they led to.

``sections`` reads any number of them in three queries beside the catalogue's. A version never changes, so its
markup is rendered once and a page is put together from ready fragments: print ``section.html``.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation

from districts.models import District, Zone
from initiatives import catalogue, citations, spans
from initiatives.catalogue import Catalogue
from initiatives.choices import InitiativeKind, PassageKind, PlaceBasis
from initiatives.fragments import fragments
from initiatives.models import Initiative, Passage, Report, Theme
from portal.web.typography import full_width

SECTIONS_A_PAGE = 40
INITIATIVES_A_SECTION = 40
COLUMNS = ("pk", "composed", "district_codes", "zone_slugs", "theme_slugs", "visible_from", "visible_until")


@dataclass(frozen=True, slots=True)
class Note:
    """An initiative beside the narrative. Only counted ones have a ``number``; statements have none."""

    uid: str
    title: str
    title_en: str
    kind: InitiativeKind
    themes: Sequence[Theme]
    start: int
    end: int
    number: int | None

    @property
    def url(self) -> str:
        return reverse("initiatives:detail", args=[self.uid])


@dataclass(frozen=True, eq=False)
class Section:
    """One version of a section, ready to be shown. Field names are those of the stored row."""

    pk: int
    year: int
    slug: str
    number: int
    position: int
    heading: str
    heading_en: str
    is_heading_printed: bool
    headline: str
    headline_en: str
    summary_en: str
    body: str
    place_basis: str
    evidence: Sequence[dict[str, Any]]
    source_sha256: str
    source_start: int
    source_end: int
    visible_from: datetime
    visible_until: datetime | None
    report: Report
    districts: Sequence[District]
    zones: Sequence[Zone]
    themes: Sequence[Theme]
    notes: Sequence[Note]
    captions: Sequence[tuple[str, str]]
    initiative_count: int
    """All initiatives and statements; ``notes`` holds only the first ones of a long section."""

    @property
    def url(self) -> str:
        return reverse("initiatives:section-detail", args=[self.year, self.slug])

    @property
    def list_url(self) -> str:
        """Every initiative of these places in this year, where the notes cannot hold them all."""
        query = [("year", self.year), *(("district", d.slug) for d in self.districts)]
        query += [("zone", zone.slug) for zone in self.zones]
        return f"{reverse('initiatives:list')}?{urlencode([*query, ('counted', 'all')])}"

    @property
    def key(self) -> str:
        return f"{self.year}-{self.slug}"

    @property
    def counted(self) -> list[Note]:
        return [note for note in self.notes if note.number]

    @property
    def statements(self) -> list[Note]:
        return [note for note in self.notes if not note.number]

    @property
    def places(self) -> list[District | Zone]:
        return [*self.districts, *self.zones]

    @property
    def is_cut(self) -> bool:
        return self.initiative_count > len(self.notes)

    @property
    def evidence_words(self) -> list[str]:
        """The words of the text that show which place it is about."""
        return [each["text"] for each in self.evidence]

    @property
    def basis(self) -> PlaceBasis:
        return PlaceBasis(self.place_basis)

    @cached_property
    def shown(self) -> str:
        """The body as the page sets it: character for character as long as the stored one."""
        return full_width(self.body)

    @cached_property
    def paragraphs(self) -> list[spans.Paragraph]:
        return spans.paragraphs(self.shown, self.notes)

    @cached_property
    def lead_length(self) -> int:
        """How much of the body the report view sets large: its first sentence, where that is the headline."""
        length = len(self.headline)
        if not length or not self.body.startswith(self.headline):
            return 0
        return length + (self.body[length : length + 1] in spans.CLOSING)

    @property
    def lead_tokens(self) -> list[spans.Token]:
        return spans.tokens(self.shown, self.notes, 0, self.lead_length)

    @property
    def paragraphs_after_lead(self) -> list[spans.Paragraph]:
        """The paragraphs with the lead taken off the first, which keeps its number."""
        first, *others = self.paragraphs
        if first.end <= self.lead_length:
            return others
        start = max(first.start, self.lead_length)
        rest = spans.tokens(self.shown, self.notes, start, first.end)
        return [spans.Paragraph(first.number, start, first.end, rest), *others]

    @property
    def source(self) -> citations.Source:
        return citations.Source(
            title=self.heading,
            report_title=self.report.title,
            chapter=f"{self.report.chapter_number} {self.report.chapter_title}".strip(),
            year=self.year,
            slug=self.slug,
            number=self.number,
            updated_on=timezone.localtime(self.visible_from).date(),
            url=settings.SITE_ORIGIN + self.url,
        )

    @property
    def short_citations(self) -> list[dict[str, str]]:
        return citations.short_formats(self.source)

    @property
    def citations(self) -> list[dict[str, str]]:
        return citations.formats(self.source, self.shown[: self.lead_length] or self.shown)

    @property
    def html(self) -> str:
        """Narrative and notes for a page that shows several sections (``_annotated.html``)."""
        return self.render("initiatives/_annotated.html", prefix=f"p-{self.key}-", level=3)

    @property
    def page_html(self) -> str:
        """The same for the section's own page, where paragraphs are plainly ``p1``, ``p2``."""
        return self.render("initiatives/_annotated.html", prefix="p", level=2, is_page=True)

    @property
    def report_html(self) -> str:
        """The section in the reading view of its report, by place."""
        return self.render("initiatives/_report_section.html", prefix=f"p-{self.key}-", level=2)

    def render(self, template: str, **options: Any) -> str:
        """Render a template of the section, once for all that its markup depends on."""
        language = translation.get_language()
        key = (template, self.pk, language, self.captions, self.names, *options.values())
        return fragments.get(key, template, {"section": self, **options})

    @property
    def names(self) -> tuple[str, ...]:
        """The names in the markup that editors may change without a new version of the section."""
        report = (self.report.title, self.report.chapter_number, self.report.chapter_title)
        return (*report, *(name for theme in self.themes for name in (theme.name, theme.name_en)))


def sections(rows: QuerySet, *, limit: int = SECTIONS_A_PAGE) -> list[Section]:
    """Return the first ``limit`` sections of a queryset, in its order. Three queries, and the catalogue's."""
    known = catalogue.current()
    found = list(rows.values_list(*COLUMNS)[:limit])
    notes = notes_of([row[0] for row in found], known)
    told = [json.loads(row[1]) for row in found]
    captions = captions_of({(each["year"], each["slug"]) for each in told})
    reports = {report.year: report for report in known.reports}
    return [
        section(row, fields, known, reports[fields["year"]], notes[row[0]], captions)
        for row, fields in zip(found, told, strict=True)
    ]


def section(
    row: tuple,
    fields: dict[str, Any],
    known: Catalogue,
    report: Report,
    notes: Sequence[Note],
    captions: dict[tuple[int, str], list[tuple[str, str]]],
) -> Section:
    pk, _, district_codes, zone_slugs, theme_slugs, visible_from, visible_until = row
    same = ("year", "slug", "position", "heading", "heading_en", "headline", "headline_en", "summary_en")
    same += ("body", "place_basis", "evidence", "source_sha256", "source_start", "source_end")
    return Section(
        pk=pk,
        number=fields["version"],
        is_heading_printed=fields["heading_printed"],
        visible_from=visible_from,
        visible_until=visible_until,
        report=report,
        districts=among(known.district_by_code, district_codes),
        zones=among(known.zone_by_slug, zone_slugs),
        themes=among(known.theme_by_slug, theme_slugs),
        notes=notes,
        captions=tuple(captions.get((fields["year"], fields["slug"]), ())),
        initiative_count=len(fields["initiatives"]),
        **{name: fields[name] for name in same},
    )


def among(rows: dict[str, Any], keys: str) -> tuple[Any, ...]:
    """Return the rows that a comma-joined column names; one that is gone is left out."""
    return tuple(rows[key] for key in keys.split(",") if key in rows)


def notes_of(pks: Iterable[int], known: Catalogue) -> dict[int, list[Note]]:
    """Return the notes of sections by the sections' keys, at most INITIATIVES_A_SECTION of each."""
    rows = Initiative.objects.filter(section__in=list(pks), position__lte=INITIATIVES_A_SECTION)
    columns = ("section_id", "uid", "title", "title_en", "kind", "theme_slugs", "start", "end")
    notes: dict[int, list[Note]] = defaultdict(list)
    counts: dict[int, int] = defaultdict(int)
    for pk, uid, title, title_en, kind, themes, start, end in rows.order_by(
        "section_id", "position"
    ).values_list(*columns):
        kind_of_it = InitiativeKind(kind)
        counts[pk] += kind_of_it.is_counted
        number = counts[pk] if kind_of_it.is_counted else None
        themes_of_it = among(known.theme_by_slug, themes)
        notes[pk].append(Note(uid, title, title_en, kind_of_it, themes_of_it, start, end, number))
    return notes


def captions_of(keys: set[tuple[int, str]]) -> dict[tuple[int, str], list[tuple[str, str]]]:
    """Return the captions, Chinese and English, of figures that stood in sections, by year and slug."""
    rows = Passage.objects.current().filter(kind=PassageKind.CAPTION).exclude(section_slug="")
    rows = rows.filter(
        report__year__in={year for year, _ in keys}, section_slug__in={slug for _, slug in keys}
    )
    captions: dict[tuple[int, str], list[tuple[str, str]]] = defaultdict(list)
    for year, slug, text, text_en in rows.order_by("position").values_list(
        "report__year", "section_slug", "text", "text_en"
    ):
        captions[year, slug].append((text.strip(), text_en))
    return captions

"""Sections as pages show them: every clause marked, every note one step from its words."""

import re

import pytest
from django.utils import translation

from initiatives import narrative, publishing
from initiatives.fragments import Fragments
from initiatives.models import Initiative, Report, Section, Theme
from tests.documents import make_initiative, make_section

pytestmark = pytest.mark.django_db


def told(**of):
    return narrative.sections(Section.objects.current().filter(**of))


def plain(html):
    return re.sub(r"<[^>]+>", "", html)


def narrative_of(html):
    """Return the words of the narrative, without the reference marks."""
    prose = re.search(r'<div class="prose".*?</div>', html, re.DOTALL)[0]
    return plain(
        re.sub(r'\u2060?<a class="ref.*?</a>', "", prose.replace("&#8288;", ""), flags=re.DOTALL)
    ).strip()


def test_the_words_of_every_section_are_shown_without_loss():
    for section in told():
        assert narrative_of(section.html) == section.shown.strip()
        assert len(section.shown) == len(section.body)


def test_every_initiative_has_its_clause_and_its_note_and_each_leads_to_the_other():
    for section in told():
        html = section.html
        assert len(section.notes) == section.initiative_count
        for note in section.notes:
            assert html.count(f'id="s-{note.uid}"') == html.count(f'id="i-{note.uid}"') == 1
            assert html.count(f'href="#s-{note.uid}"') == html.count(f'href="#i-{note.uid}"') == 1


def test_only_counted_initiatives_are_numbered():
    section = told(year=2023, slug="changning")[0]
    assert [note.number for note in section.counted] == [1, 2, 3, 4, 5]
    assert {note.number for note in section.statements} == {None}
    assert {note.kind.is_counted for note in section.statements} == {False}


def test_the_lead_of_the_reading_view_and_the_rest_are_the_whole_text():
    for section in told():
        after = section.paragraphs_after_lead
        rest = "".join(token.text for paragraph in after for token in paragraph.tokens)
        lead = "".join(token.text for token in section.lead_tokens)
        assert lead.rstrip("。") == section.headline
        assert lead + rest == section.shown


def test_a_text_that_is_only_its_headline_has_no_paragraph_after_the_lead():
    publishing.publish([make_section(body="推动成果转化。", headline="推动成果转化")])
    assert told(slug="test")[0].paragraphs_after_lead == []


def test_a_caption_of_a_lost_figure_is_shown_with_its_section():
    assert "“光启计划”六大工程示意" in told(year=2017, slug="xuhui")[0].html
    assert "原报告此处有图" not in told(year=2023, slug="xuhui")[0].html


def test_a_supplied_heading_is_said_to_be_supplied_and_on_what_evidence():
    html = plain(told(year=2023, slug="huangpu")[0].html)
    assert "“黄浦区”由编者补出" in html
    assert "“中央科创区”" in html
    assert "由编者补出" not in told(year=2023, slug="putuo")[0].html


def test_a_long_section_shows_its_first_initiatives_and_leads_to_the_rest(monkeypatch):
    monkeypatch.setattr(narrative, "INITIATIVES_A_SECTION", 1)
    body = "设立三支基金，又一座实验室揭牌。"
    second = make_initiative("又一座实验室揭牌", body=body, uid="2017-test-02")
    publishing.publish([make_section(body=body, initiatives=(make_initiative(body=body), second))])
    section = told(slug="test")[0]
    assert [note.uid for note in section.notes] == ["2017-test-01"]
    assert section.is_cut
    assert f'href="{section.list_url.replace("&", "&amp;")}"' in section.html


def test_any_number_of_sections_costs_the_same_queries(django_assert_num_queries):
    told(year=2017, slug="xuhui")
    for rows in (Section.objects.current().filter(slug="xuhui"), Section.objects.current()):
        with django_assert_num_queries(4):
            narrative.sections(rows)


def test_a_fragment_is_rendered_once_for_each_language():
    section = told(year=2023, slug="xuhui")[0]
    chinese = section.html
    with translation.override("en"):
        english = section.html
        assert section.html is english
    assert section.html is chinese
    assert "从这段文字里整理出 5 条举措" in chinese
    assert "Recorded from this text: 5 initiatives" in english
    assert 'lang="zh-Hans"' in english


def test_a_theme_renamed_by_an_editor_shows_at_once():
    theme = Theme.objects.get(slug="digital")
    assert theme.name in told(year=2023, slug="xuhui")[0].html
    theme.name = "数字与智能"
    theme.save()
    assert "数字与智能" in told(year=2023, slug="xuhui")[0].html


def test_a_report_retitled_by_an_editor_is_cited_so_at_once():
    assert "年度报告（2023）" in told(year=2023, slug="xuhui")[0].html
    report = Report.objects.get(year=2023)
    report.title = "科技创新年鉴"
    report.save()
    assert "科技创新年鉴（2023）" in told(year=2023, slug="xuhui")[0].html


def test_a_new_version_is_shown_with_its_own_words():
    publishing.publish([make_section()])
    first = told(slug="test")[0].html
    publishing.publish([make_section(body="另有说明。" + make_section().body, initiatives=())], note="补一句")
    assert "另有说明。" in told(slug="test")[0].html
    assert "另有说明。" not in first


def test_the_oldest_fragment_goes_first(monkeypatch):
    monkeypatch.setattr("initiatives.fragments.render_to_string", lambda template, context: context["n"])
    kept = Fragments(limit=2)
    for n in ("a", "b", "a", "c"):
        kept.get(n, "", {"n": n})
    assert list(kept.kept) == ["a", "c"]


def test_every_anchor_of_the_record_is_marked_at_its_offsets():
    uids = set(Initiative.objects.current().values_list("uid", flat=True))
    assert {note.uid for section in told() for note in section.notes} == uids
    for section in told():
        for note in section.notes:
            inside, words = False, ""
            for paragraph in section.paragraphs:
                for token in paragraph.tokens:
                    if token.anchor is note and token.kind != "mark":
                        inside = token.kind == "open"
                    words += token.text if inside else ""
            assert words == section.shown[note.start : note.end]

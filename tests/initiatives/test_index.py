"""Search finds every stretch of the stored text, on both databases alike."""

import random

import pytest

from initiatives import publishing
from initiatives.models import Initiative, Section
from initiatives.search.index import matching
from initiatives.search.tokens import RUNS, fold, is_prefix, phrase, tokens
from tests.documents import make_section

FEW = random.Random(20170423)


def hits(query: str) -> set[str]:
    return {section.slug for section in matching(Section.objects.current(), query)}


@pytest.mark.django_db
def test_every_stretch_of_one_to_six_characters_is_found_where_it_stands_and_nowhere_else():
    bodies = {(s.year, s.slug): s.body for s in Section.objects.current()}
    for _ in range(300):
        body = FEW.choice(sorted(bodies.values()))
        start = FEW.randrange(len(body) - 6)
        stretch = body[start : start + FEW.randint(1, 6)]
        if not RUNS.fullmatch(fold(stretch)) or stretch.isascii():
            continue
        rows = matching(Section.objects.current(), stretch)
        found = {(s.year, s.slug) for s in rows}
        expected = {key for key, text in bodies.items() if stretch in text}
        assert expected <= found, stretch
        # What else is found names the place in its heading, which is indexed with the body.
        assert all(stretch in s.heading or stretch in s.body or names_place(s, stretch) for s in rows), (
            stretch
        )


def names_place(section: Section, stretch: str) -> bool:
    places = [*section.districts.all(), *section.zones.all()]
    through = [m.district for z in section.zones.all() for m in z.memberships.filter(is_partial=False)]
    return any(stretch in place.name for place in places + through)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("大模型", {"xuhui"}),
        ("Ｇ６０", {"songjiang"}),
        ("g60", {"songjiang"}),
        ("长三角G60科创走廊", {"songjiang"}),
        ("2.0版", {"songjiang"}),
        ("第2批", {"yangpu"}),
        ("模速空间 专项政策", {"xuhui"}),
        ("模速空间 大零号湾", set()),
        ("，。", set()),
        ("", set()),
    ],
)
def test_a_query_finds_the_sections_that_hold_all_its_terms(query, slugs):
    assert hits(query) == slugs


@pytest.mark.django_db
def test_a_phrase_does_not_cross_punctuation():
    publishing.publish([make_section(body="园区。城市", initiatives=())])
    assert "test" in hits("园区")
    assert "test" not in hits("区城")


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["'", '"', "\\", "a' OR 1=1", '" OR *', "NEAR(", "!!", "a:b", "&|", "东 *"])
def test_operators_of_the_engines_are_only_text(query):
    matching(Initiative.objects.current(), query).count()


def test_a_run_is_closed_by_its_last_character():
    assert tokens("张江，G60走廊") == ["张江", "江", "g60", "走廊", "廊"]


def test_a_query_is_left_open_at_its_end():
    assert phrase("松江G60走") == ["松江", "江", "g60", "走"]
    assert [token for token in ("走", "a", "走廊") if is_prefix(token)] == ["走"]

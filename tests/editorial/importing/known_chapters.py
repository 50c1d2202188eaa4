"""The known chapters as sections with their true districts: our own, and the published ones if there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from editorial.importing import reference
from editorial.importing.gazetteer import Gazetteer, build

from .perturbation import Chapter, Part

ROOT = Path(__file__).resolve().parents[3]
FIXTURES = ROOT / "fixtures"
SEEDS = ROOT.parent / "shared" / "seeds"
PUBLISHED = {2017: "2017-4.2.txt", 2023: "2023-8.1.txt"}
SHORTEST_PARAGRAPH = 60

needs_published = pytest.mark.skipif(not SEEDS.is_dir(), reason="the published chapters are not here")


def references() -> list[dict]:
    return json.loads((FIXTURES / "initiatives.json").read_text(encoding="utf-8"))["chapters"]


def text_of(chapter: dict) -> str:
    return (FIXTURES / chapter["file"]).read_bytes().decode()


def published_text(year: int) -> str:
    return (SEEDS / PUBLISHED[year]).read_bytes().decode()


def full_gazetteer() -> Gazetteer:
    return reference.read(FIXTURES)


def general_gazetteer() -> Gazetteer:
    """Only names and the general list: no zone, alias or topic written with these chapters in view."""
    districts, zones = (reference.load(FIXTURES / f"{name}.json") for name in ("districts", "zones"))
    general = reference.load(FIXTURES / "gazetteer.json")
    general["groups"] = [group for group in general["groups"] if group["kind"] != "topic"]
    names = {**reference.district_names(districts), **reference.zone_names(zones)}
    return build(reference.general_entries(general, names.keys()), names)


def districts_of(section: dict, gazetteer: Gazetteer) -> frozenset[str]:
    return frozenset(d for key in section["place"].values() for d in gazetteer.within(key))


def own_chapter(chapter: dict, gazetteer: Gazetteer) -> Chapter:
    """A chapter of ``fixtures/`` with all its headings."""
    text = text_of(chapter)
    bodies = [text[s["body"]["start"] : s["body"]["end"]] for s in chapter["sections"]]
    lead = text[chapter["lead"]["start"] : chapter["lead"]["end"]]
    return _chapter(text.split("\n")[0], lead, bodies, chapter, gazetteer)


def published_chapter(chapter: dict, gazetteer: Gazetteer) -> Chapter:
    """The published chapter behind it: its paragraphs are the lead and the sections in the same order."""
    lines = [line.strip() for line in published_text(chapter["year"]).split("\n") if line.strip()]
    lead, *bodies = (line for line in lines if len(line) > SHORTEST_PARAGRAPH)
    return _chapter(lines[0], lead, bodies, chapter, gazetteer)


def _chapter(title: str, lead: str, bodies: list[str], known: dict, gazetteer: Gazetteer) -> Chapter:
    parts = [
        Part(section["heading"], (body,), districts_of(section, gazetteer))
        for section, body in zip(known["sections"], bodies, strict=True)
    ]
    return Chapter(title, (Part("", (lead,), frozenset()), *parts))

"""The chapters of ``fixtures/`` as the tests of the readers need them: bodies with what is marked in them."""

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"
SEEDS = FIXTURES.parent.parent / "shared" / "seeds"


@dataclass(frozen=True)
class MarkedSection:
    start: int
    body: str
    initiatives: tuple[dict[str, Any], ...]

    @property
    def spans(self) -> list[tuple[int, int]]:
        return [(one["start"] - self.start, one["end"] - self.start) for one in self.initiatives]

    @property
    def quantities(self) -> list[tuple[int, int, Decimal]]:
        """Start and end in the chapter and the value (the first of a range) of every amount marked."""
        found = []
        for one in self.initiatives:
            for quantity in one["quantities"]:
                start = one["start"] + one["exact"].index(quantity["text"])
                value = quantity["value"]
                first = value[0] if isinstance(value, list) else value
                found.append((start, start + len(quantity["text"]), Decimal(str(first))))
        return found


@dataclass(frozen=True)
class MarkedChapter:
    year: int
    sections: tuple[MarkedSection, ...]

    def __str__(self) -> str:
        return str(self.year)


def marked(chapter: dict[str, Any]) -> MarkedChapter:
    text = (FIXTURES / chapter["file"]).read_bytes().decode("utf-8")
    sections = []
    for section in chapter["sections"]:
        start, end = section["body"]["start"], section["body"]["end"]
        sections.append(MarkedSection(start, text[start:end], tuple(section["initiatives"])))
    return MarkedChapter(chapter["year"], tuple(sections))


def read(name: str) -> Any:
    return json.loads((FIXTURES / name).read_text(encoding="utf-8"))


CHAPTERS = [marked(chapter) for chapter in read("initiatives.json")["chapters"]]
ZONES = {name: zone["slug"] for zone in read("zones.json") for name in [zone["name"], *zone["aliases"]]}

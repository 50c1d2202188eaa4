"""Chapters made from known ones by what happens to them: lost headings, another order, noise.

Every paragraph keeps its true places, so that a wrong place offered as certain can be counted.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from editorial.importing.gazetteer import Gazetteer
from editorial.importing.places import place
from editorial.importing.segment import blocks
from editorial.importing.verdicts import CERTAIN


@dataclass(frozen=True)
class Part:
    """One section: its heading, its paragraphs and the districts it is about (none: the city)."""

    heading: str
    paragraphs: tuple[str, ...]
    truth: frozenset[str]


@dataclass(frozen=True)
class Chapter:
    title: str
    parts: tuple[Part, ...]

    def write(self) -> tuple[str, dict[int, frozenset[str]]]:
        """Return the text, and for the start of every paragraph what it is about."""
        text, truth = f"{self.title}\n\n", {}
        for part in self.parts:
            text += f"{part.heading}\n\n" if part.heading else ""
            for paragraph in part.paragraphs:
                truth[len(text)] = part.truth
                text += f"{paragraph}\n\n"
        return text, truth


@dataclass
class Tally:
    """What became of the paragraphs of some chapters."""

    blocks: int = 0
    right: int = 0
    certain: int = 0
    wrong: list[tuple[str, str, tuple[str, ...], frozenset[str], str]] = field(default_factory=list)

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.blocks + other.blocks,
            self.right + other.right,
            self.certain + other.certain,
            self.wrong + other.wrong,
        )


def tally(chapter: Chapter, gazetteer: Gazetteer, name: str) -> Tally:
    """Place the chapter's paragraphs and count: right, passed as certain, and certain but wrong."""
    text, truth = chapter.write()
    result = Tally()
    for section in place(text, blocks(text, gazetteer.titles), gazetteer):
        told = frozenset(d for key in section.reading.places for d in gazetteer.within(key))
        for unit in section.units:
            if not unit.parts:
                continue
            start = unit.parts[0].start
            meant = truth.get(start, frozenset({"?"}))
            result.blocks += 1
            verdict = section.reading.verdict
            is_right = told == meant or (verdict == "mixed" and len(meant) > 1)
            result.right += is_right
            result.certain += verdict in CERTAIN
            if verdict in CERTAIN and not is_right:
                result.wrong.append((name, verdict, section.reading.places, meant, text[start : start + 30]))
    return result


def without_headings(chapter: Chapter, chance: random.Random, share: float = 1.0) -> Chapter:
    parts = [replace(p, heading="") if p.truth and chance.random() < share else p for p in chapter.parts]
    return replace(chapter, parts=tuple(parts))


def some_headings(chapter: Chapter, chance: random.Random) -> Chapter:
    return without_headings(chapter, chance, 0.5)


def shuffled(chapter: Chapter, chance: random.Random) -> Chapter:
    places = [part for part in chapter.parts if part.truth]
    chance.shuffle(places)
    return replace(chapter, parts=(*(part for part in chapter.parts if not part.truth), *places))


def thinned(chapter: Chapter, chance: random.Random) -> Chapter:
    """A third of the sections is not there."""
    return replace(chapter, parts=tuple(p for p in chapter.parts if not p.truth or chance.random() > 0.33))


CROSS = (
    "同{0}携手推进协同创新。",
    "与{0}、{1}等地开展交流合作。",
    "主动对接{0}创新资源。",
    "引进{0}企业落户。",
    "吸引{0}团队前来设立分支机构。",
    "相关经验已在{0}复制推广。",
    "协同{0}打造跨区域产业链。",
)


def sentences(paragraph: str) -> list[str]:
    return [s for s in re.split(r"(?<=。)", paragraph) if s]


def cross_mentions(chapter: Chapter, chance: random.Random, names: Sequence[str]) -> Chapter:
    """A sentence that names other districts in every second paragraph."""

    def insert(paragraph: str) -> str:
        if chance.random() < 0.5:
            return paragraph
        told = sentences(paragraph)
        sentence = chance.choice(CROSS).format(*chance.sample(list(names), 2))
        told.insert(chance.randint(1, len(told)), sentence)
        return "".join(told)

    return each_paragraph(chapter, insert)


def each_paragraph(chapter: Chapter, change: Callable[[str], str]) -> Chapter:
    parts = [replace(p, paragraphs=tuple(map(change, p.paragraphs))) if p.truth else p for p in chapter.parts]
    return replace(chapter, parts=tuple(parts))


RADICALS = dict(zip("长黄青门西角", "⻓⻩⻘⻔⻄⻆", strict=True))


def noisy(chapter: Chapter, chance: random.Random) -> Chapter:
    """Wide letters and digits, radicals for characters, invisible characters and blanks in the middle."""

    def disturb(paragraph: str) -> str:
        pieces = []
        for character in paragraph:
            roll = chance.random()
            if character in RADICALS and roll < 0.5:
                character = RADICALS[character]
            elif character.isascii() and character.isalnum() and roll < 0.5:
                character = chr(ord(character) + 0xFEE0)
            pieces.append(character + ("\u200b" if roll > 0.98 else " " if roll > 0.97 else ""))
        return "".join(pieces).rstrip(" ")

    return each_paragraph(chapter, disturb)


def without_own_name(chapter: Chapter, chance: random.Random, gazetteer: Gazetteer) -> Chapter:
    parts = []
    for part in chapter.parts:
        own = [gazetteer.names[key] for key in part.truth]
        paragraphs = part.paragraphs
        for name in own:
            paragraphs = tuple(p.replace(name.formal_name, "").replace(name.name, "") for p in paragraphs)
        parts.append(replace(part, paragraphs=paragraphs))
    return replace(chapter, parts=tuple(parts))


def halved(chapter: Chapter, chance: random.Random) -> Chapter:
    """Only the first or the second half of every paragraph's sentences."""

    def halve(paragraph: str) -> str:
        told = sentences(paragraph)
        middle = max(1, len(told) // 2)
        return "".join(told[:middle] if chance.random() < 0.5 else told[-middle:])

    return each_paragraph(chapter, halve)


def in_paragraphs(chapter: Chapter, chance: random.Random) -> Chapter:
    """Every section in two paragraphs."""
    parts = []
    for part in chapter.parts:
        told = sentences("".join(part.paragraphs))
        middle = len(told) // 2
        split = ("".join(told[:middle]), "".join(told[middle:])) if part.truth and middle else part.paragraphs
        parts.append(replace(part, paragraphs=split))
    return replace(chapter, parts=tuple(parts))


def swapped(chapter: Chapter, chance: random.Random) -> Chapter:
    """Two headings stand above each other's section."""
    places = [n for n, part in enumerate(chapter.parts) if part.heading and part.truth]
    if len(places) < 2:
        return chapter
    a, b = chance.sample(places, 2)
    parts = list(chapter.parts)
    parts[a], parts[b] = (
        replace(parts[a], heading=parts[b].heading),
        replace(parts[b], heading=parts[a].heading),
    )
    return replace(chapter, parts=tuple(parts))


def glued(chapter: Chapter, chance: random.Random) -> Chapter:
    """One section runs on in the paragraph of the one before; its heading is lost."""
    places = [n for n, part in enumerate(chapter.parts[:-1]) if part.truth]
    at = chance.choice(places)
    first, second = chapter.parts[at : at + 2]
    joined = Part(
        first.heading, ("".join((*first.paragraphs, *second.paragraphs)),), first.truth | second.truth
    )
    return replace(chapter, parts=(*chapter.parts[:at], joined, *chapter.parts[at + 2 :]))


def variants(chapter: Chapter, gazetteer: Gazetteer, seed: int) -> Iterator[tuple[str, Chapter]]:
    """One chapter of every kind for a seed."""
    chance = random.Random(seed)
    names = [gazetteer.names[key].name for key in gazetteer.districts]
    bare = without_headings(chapter, chance)
    yield "as it is", chapter
    yield "no headings", bare
    yield "half the headings", some_headings(chapter, chance)
    yield "shuffled", shuffled(chapter, chance)
    yield "shuffled, no headings", shuffled(bare, chance)
    yield "cross-mentions", cross_mentions(chapter, chance, names)
    yield "cross-mentions, no headings", cross_mentions(bare, chance, names)
    yield "noise, no headings", noisy(bare, chance)
    yield "no own name, no headings", without_own_name(bare, chance, gazetteer)
    yield "halves, no headings", halved(bare, chance)
    yield "halves, half the headings", halved(some_headings(chapter, chance), chance)
    yield "third dropped, no headings", thinned(bare, chance)
    yield "two headings swapped", swapped(chapter, chance)
    yield "two paragraphs", in_paragraphs(chapter, chance)
    yield "two paragraphs, half the headings", in_paragraphs(some_headings(chapter, chance), chance)
    yield "two paragraphs, no headings", in_paragraphs(bare, chance)
    yield (
        "all at once",
        cross_mentions(
            noisy(halved(shuffled(without_own_name(bare, chance, gazetteer), chance), chance), chance),
            chance,
            names,
        ),
    )

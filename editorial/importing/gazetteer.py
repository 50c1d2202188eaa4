"""Names that point to places, and where they stand in a text. Plain Python: the entries come from outside."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import rjieba

from .text import fold

FORMAL_WEIGHT = 4.0
NAME_WEIGHT = 3.0
TITLE_WEIGHT = 2.0
"""A term as heavy as this may stand alone as a heading."""
SURE_LENGTH = 4
"""From so many characters on a term cannot stand in a text by accident, across two words."""
COMMON_WORD = 60
"""A stem that running text uses this often (建设, 三星) says nothing about a place."""

_SUFFIX = re.compile(r"(?<=..)(?:新区|区|市|县)$")
_STREET = re.compile(r"(?<=..)(?:街道|镇|乡)$")
_BRACKETED = re.compile(r"\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Entry:
    """A term and how strongly it speaks for each place; a decoy speaks for none and hides what it holds."""

    text: str
    places: Mapping[str, float]
    is_decoy: bool = False
    kind: str = "landmark"  # landmark | institution | topic


@dataclass(frozen=True, slots=True)
class Name:
    """A place's names, its position among its kind, and for a zone the districts it lies in."""

    name: str
    formal_name: str
    order: int
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """One folded term: its weight per district and the places it may name."""

    text: str
    weights: Mapping[str, float]
    keys: frozenset[str]
    kind: str  # name | landmark | institution | topic | decoy


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a term stands in a folded text."""

    start: int
    end: int
    term: Term


def short_name(name: str) -> str:
    """Return the name without what kind of district it is: 浦东新区 → 浦东."""
    return _SUFFIX.sub("", name)


@dataclass
class Gazetteer:
    """All terms, longest match first. Build once, use for many chapters.

    ``districts`` are in their official order; ``titles`` maps a folded name to the place that a heading means
    by it; ``zones`` maps the names of zones as they are written to their slugs, and decoys to nothing.
    """

    names: Mapping[str, Name]
    terms: dict[str, Term]
    titles: dict[str, str]
    districts: tuple[str, ...]
    zones: dict[str, str] = field(default_factory=dict)
    _starts: dict[str, tuple[Term, ...]] = field(default_factory=dict)
    _by_length: tuple[str, ...] = ()
    _words: rjieba.Jieba = field(default_factory=rjieba.Jieba)

    def __post_init__(self) -> None:
        starts: dict[str, list[Term]] = defaultdict(list)
        for term in sorted(self.terms.values(), key=lambda term: -len(term.text)):
            starts[term.text[:2]].append(term)
            self._words.add_word(term.text, None, None)
        self._starts = {start: tuple(found) for start, found in starts.items()}
        self._by_length = tuple(sorted(self.titles, key=len, reverse=True))

    def within(self, place: str) -> tuple[str, ...]:
        """The districts a place is or lies in."""
        name = self.names.get(place)
        return name.within if name and name.within else (place,)

    def mentions(self, folded: str) -> list[Mention]:
        """Every term of the folded text from left to right, the longest at its place; decoys are left out."""
        edges: set[int] | None = None
        found, at = [], 0
        while at < len(folded) - 1:
            reached = at + 1
            for term in self._starts.get(folded[at : at + 2], ()):
                if not folded.startswith(term.text, at):
                    continue
                if edges is None:
                    edges = self._edges(folded)
                if _stands(term, at, folded, edges):
                    found.append(Mention(at, at + len(term.text), term))
                    reached = at + len(term.text)
                    break
            at = reached
        return [mention for mention in found if mention.term.kind != "decoy"]

    def _edges(self, folded: str) -> set[int]:
        edges = {0, len(folded)}
        for _, start, end in self._words.tokenize(folded, "default", False):
            edges |= {start, end}
        return edges

    def heading_places(self, heading: str) -> tuple[str, ...]:
        """The places a heading names, in its order: ``五、松江区``, ``张江（浦东）``, ``普陀区、虹口区``."""
        folded = re.sub(r"\s+", "", fold(heading).text)
        inner = [self._titled(folded), self._titled(_BRACKETED.sub("", folded))]
        return max(inner, key=lambda places: (bool(places), -len(places)))

    def _titled(self, folded: str) -> tuple[str, ...]:
        found: list[str] = []
        at = 0
        while at < len(folded):
            title = next((t for t in self._by_length if folded.startswith(t, at)), "")
            if title:
                found.append(self.titles[title])
            at += len(title) or 1
        return tuple(dict.fromkeys(found))


def _stands(term: Term, at: int, folded: str, edges: set[int]) -> bool:
    """Whether the term is words of its own there, and not the end of one and the beginning of another."""
    end = at + len(term.text)
    if term.text[0].isascii() and at and folded[at - 1].isascii() and folded[at - 1].isalnum():
        return False
    if term.text[-1].isascii() and folded[end : end + 1].isascii() and folded[end : end + 1].isalnum():
        return False
    return len(term.text) >= SURE_LENGTH or (at in edges and end in edges)


def build(entries: Iterable[Entry], names: Mapping[str, Name]) -> Gazetteer:
    """Return the gazetteer of these names and entries; for one term the last entry counts."""
    entries = list(entries)
    terms = _terms(entries, names)
    districts = sorted((key for key in names if not names[key].within), key=lambda key: names[key].order)
    for key in districts:
        _add_names(terms, key, names[key])
    return Gazetteer(names, terms, _titles(terms, names), tuple(districts), _zones(entries, names))


def _terms(entries: Iterable[Entry], names: Mapping[str, Name]) -> dict[str, Term]:
    """A decoy of one place that names another (北外滩) stays a name: the longest match hides the first."""
    terms: dict[str, Term] = {}
    decoys: dict[str, Term] = {}
    for entry in entries:
        text = fold(entry.text).text
        if len(text) < 2:
            continue
        if entry.is_decoy:
            decoys[text] = Term(text, {}, frozenset(), "decoy")
        elif (term := _term(text, entry, names, terms.get(text))).weights:
            terms[text] = term
    return decoys | terms


def _term(text: str, entry: Entry, names: Mapping[str, Name], before: Term | None) -> Term:
    weights: dict[str, float] = {}
    known = {place: weight for place, weight in entry.places.items() if place in names}
    for place, weight in known.items():
        for district in names[place].within or (place,):
            weights[district] = max(weight, weights.get(district, 0.0))
    keys = frozenset(known) | (before.keys if before else frozenset())
    return Term(text, weights, keys, entry.kind)


def _add_names(terms: dict[str, Term], key: str, name: Name) -> None:
    for text, weight in ((name.name, NAME_WEIGHT), (name.formal_name, FORMAL_WEIGHT)):
        folded = fold(text).text
        terms[folded] = Term(folded, {key: weight}, frozenset({key}), "name")


def _zones(entries: Iterable[Entry], names: Mapping[str, Name]) -> dict[str, str]:
    zones = {name.name: key for key, name in names.items() if name.within}
    decoys: dict[str, str] = {}
    for entry in entries:
        slug = next((key for key in entry.places if key in names and names[key].within), "")
        if slug:
            zones.setdefault(entry.text, slug)
        elif entry.is_decoy:
            decoys[entry.text] = ""
    return decoys | zones


def _titles(terms: Mapping[str, Term], names: Mapping[str, Name]) -> dict[str, str]:
    """What a heading means by a name: a district's own name first, then a zone, then what else is known."""
    titles: dict[str, str] = {}
    for term in terms.values():
        own = sorted((key for key in term.keys if key in names), key=lambda key: _rank(key, names))
        if own and max(term.weights.values()) >= TITLE_WEIGHT:
            titles[term.text] = own[0]
    for key in sorted(names, key=lambda key: not names[key].within):
        titles |= {fold(text).text: key for text in (names[key].name, names[key].formal_name)}
    return titles


def _rank(key: str, names: Mapping[str, Name]) -> tuple[bool, int]:
    return not names[key].within, names[key].order


def stem(street: str) -> str:
    """Return the name of a street office or town without its kind, where it is no common word, or nothing."""
    short = _STREET.sub("", street)
    if short == street or _commonness(short) >= COMMON_WORD:
        return ""
    return short


_PLAIN = rjieba.Jieba()


def _commonness(word: str) -> int:
    """How often the word dictionary has seen the word; a made-up word counts a few."""
    return int(_PLAIN.suggest_freq(word))
